import { describe, expect, it } from 'vitest';
import { completeCommit, resolveRevision } from './resolve-revision.ts';

const id = (digit: string) => digit.repeat(40);
const refs = new Map([
  ['HEAD', id('a')],
  ['refs/heads/main', id('b')],
  ['refs/heads/v1', id('d')],
  ['refs/heads/stable', id('c')],
  ['refs/heads/3.x', id('b')],
  ['refs/heads/c0ffee1', id('b')],
  [`refs/heads/${id('e')}`, id('b')],
  ['refs/tags/v1', id('c')],
  ['refs/tags/v2', id('c')],
  ['refs/tags/stable', id('c')],
  ['refs/tags/v1.2.0', id('1')],
  ['refs/tags/1.2.4', id('2')],
  ['refs/tags/3.0.0', id('3')],
  ['refs/tags/v4.0.0', id('4')],
  ['refs/tags/4.0.0', id('5')],
]);

describe('resolveRevision', () => {
  it.each([
    { name: 'takes HEAD as it is', revision: 'HEAD', commit: id('a'), ref: 'HEAD' },
    { name: 'finds a branch by its short name', revision: 'main', commit: id('b'), ref: 'refs/heads/main' },
    { name: 'finds a tag by its short name', revision: 'v2', commit: id('c'), ref: 'refs/tags/v2' },
    { name: 'takes a full ref name literally', revision: 'refs/tags/v1', commit: id('c'), ref: 'refs/tags/v1' },
    {
      name: 'takes a branch and a tag of one name for one when they agree',
      revision: 'stable',
      commit: id('c'),
      ref: 'refs/heads/stable',
    },
    { name: 'finds the highest tag of a range', revision: '1.2.*', commit: id('2'), ref: 'refs/tags/1.2.4' },
    { name: 'finds the highest tag below', revision: '>=1.0.0 <1.2.4', commit: id('1'), ref: 'refs/tags/v1.2.0' },
    { name: 'takes a version for a name', revision: 'v1.2.0', commit: id('1'), ref: 'refs/tags/v1.2.0' },
  ])('$name', ({ revision, commit, ref }) => {
    expect(resolveRevision(refs, revision)).toEqual({ kind: 'commit', commit, ref });
  });

  it.each([
    { name: 'takes a full commit id although no ref points to it', commit: id('f') },
    { name: 'takes a full commit id although a branch has it for a name', commit: id('e') },
  ])('$name', ({ commit }) => {
    expect(resolveRevision(refs, commit)).toEqual({ kind: 'commit', commit });
  });

  it.each([
    { name: 'a branch and a tag of one name', revision: 'v1', meanings: ['refs/heads/v1', 'refs/tags/v1'] },
    { name: 'a branch that reads like a range', revision: '3.x', meanings: ['refs/heads/3.x', 'refs/tags/3.0.0'] },
    { name: 'one version written twice', revision: '^4', meanings: ['refs/tags/4.0.0', 'refs/tags/v4.0.0'] },
  ])('does not choose between the commits of $name', ({ revision, meanings }) => {
    expect(resolveRevision(refs, revision)).toEqual({ kind: 'ambiguous', meanings });
  });

  it.each(['nope', '>=9', 'refs/heads/nope', 'eeeee', 'EEEEEEE', ''])('does not know %j', (revision) => {
    expect(resolveRevision(refs, revision)).toEqual({ kind: 'unknown' });
  });
});

describe('completeCommit', () => {
  const short = resolveRevision(refs, 'abc1234');
  const branch = resolveRevision(refs, 'c0ffee1');
  const first = `abc1234${'0'.repeat(33)}`;
  const second = `abc1234${'1'.repeat(33)}`;
  it.each([
    {
      name: 'completes what one commit begins with',
      of: short,
      commits: [first],
      is: { kind: 'commit', commit: first },
    },
    { name: 'does not know what none begins with', of: short, commits: [], is: { kind: 'unknown' } },
    {
      name: 'does not choose between several commits',
      of: short,
      commits: [first, second],
      is: { kind: 'ambiguous', meanings: [first, second] },
    },
    {
      name: 'finds a branch that reads like a commit',
      of: branch,
      commits: [],
      is: { kind: 'commit', commit: id('b'), ref: 'refs/heads/c0ffee1' },
    },
    {
      name: 'does not choose between such a branch and the commit',
      of: branch,
      commits: ['c0ffee1'],
      is: { kind: 'ambiguous', meanings: ['c0ffee1', 'refs/heads/c0ffee1'] },
    },
  ])('$name', ({ of, commits, is }) => {
    expect(of.kind === 'abbreviated' && completeCommit(of, commits)).toEqual(is);
  });
});
