import { describe, expect, it } from 'vitest';
import { assertClusterNames } from './cluster-names.ts';

describe('assertClusterNames', () => {
  it('accepts different names', () => {
    expect(() => assertClusterNames(['prod-eu', 'prod-us', 's'])).not.toThrow();
  });

  it.each([
    { names: ['a', 'a'], problem: 'Spoke "a": another cluster of the fleet has this name already' },
    { names: ['management'], problem: 'Spoke "management": another cluster of the fleet has this name already' },
    { names: ['Prod'], problem: 'Spoke "Prod": a name is lower-case letters' },
    { names: ['../etc'], problem: 'Spoke "../etc": a name is lower-case letters' },
    { names: [''], problem: 'Spoke "": a name is lower-case letters' },
  ])('refuses $names', ({ names, problem }) => {
    expect(() => assertClusterNames(names)).toThrow(problem);
  });
});
