import { describe, expect, it } from 'vitest';
import { resolveRevision } from './resolve-revision.ts';

const head = 'a'.repeat(40);
const main = 'b'.repeat(40);
const v1 = 'c'.repeat(40);
const branchV1 = 'd'.repeat(40);
const refs = new Map([
  ['HEAD', head],
  ['refs/heads/main', main],
  ['refs/heads/v1', branchV1],
  ['refs/tags/v1', v1],
  ['refs/tags/v2', v1],
]);

describe('resolveRevision', () => {
  it.each([
    { name: 'takes HEAD as it is', revision: 'HEAD', commit: head },
    { name: 'finds a branch by its short name', revision: 'main', commit: main },
    { name: 'finds a tag by its short name', revision: 'v2', commit: v1 },
    { name: 'prefers the branch where a tag has the same name', revision: 'v1', commit: branchV1 },
    { name: 'takes a full ref name literally', revision: 'refs/tags/v1', commit: v1 },
    { name: 'takes a full commit id although no ref points to it', revision: 'e'.repeat(40), commit: 'e'.repeat(40) },
    { name: 'does not know an abbreviated commit id', revision: 'eeeeeee', commit: undefined },
    { name: 'does not know a branch that is not there', revision: 'nope', commit: undefined },
  ])('$name', ({ revision, commit }) => {
    expect(resolveRevision(refs, revision)).toBe(commit);
  });
});
