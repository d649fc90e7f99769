import { describe, expect, it } from 'vitest';
import { argoGlobMatches, globListPermits } from './argo-glob.ts';

describe('globListPermits', () => {
  it.each([
    { name: 'permits what some glob allows', globs: ['a-*', 'b'], text: 'a-1', permitted: true },
    { name: 'permits nothing with an empty list', globs: [], text: 'a', permitted: false },
    { name: 'permits nothing by denials alone', globs: ['!b'], text: 'a', permitted: false },
    { name: 'lets a denial win wherever it stands', globs: ['!a-1', 'a-*'], text: 'a-1', permitted: false },
    { name: 'lets a malformed glob allow nothing', globs: ['['], text: '[', permitted: false },
    { name: 'lets a malformed denial deny everything', globs: ['*', '!['], text: 'a', permitted: false },
  ])('$name', ({ globs, text, permitted }) => {
    expect(globListPermits(globs, text)).toBe(permitted);
  });
});

describe('argoGlobMatches', () => {
  it('answers a hostile pattern before the deadline of the test', () => {
    expect(argoGlobMatches(`${'{a*,*a}'.repeat(30)}b`, 'a'.repeat(2000))).toBe(false);
  }, 10_000);
});
