import { describe, expect, it } from 'vitest';
import { branchRefs } from './branch-refs.ts';

describe('branchRefs', () => {
  it.each([
    { name: 'a branch by its short name', revisions: ['main'], refs: ['refs/heads/main'] },
    { name: 'a branch by its full name', revisions: ['refs/heads/release/2'], refs: ['refs/heads/release/2'] },
    { name: 'HEAD', revisions: ['HEAD'], refs: ['HEAD'] },
    {
      name: 'a branch that a tenant judges, once',
      revisions: ['main', 'main for tenant red'],
      refs: ['refs/heads/main'],
    },
    { name: 'no full tag name', revisions: ['refs/tags/v1'], refs: [] },
    { name: 'no version range', revisions: ['1.x', '>=2.0.0'], refs: [] },
    { name: 'no commit, whole or abbreviated', revisions: ['a'.repeat(40), 'abcdef1'], refs: [] },
    { name: 'none where there are too many', revisions: ['a', 'b', 'c', 'd', 'e'], refs: [] },
  ])('finds $name', ({ revisions, refs }) => {
    expect(branchRefs(revisions)).toEqual(refs);
  });
});
