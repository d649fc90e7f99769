import { describe, expect, it } from 'vitest';
import { RetainedSets } from './retained-sets.ts';

const entry = (size: number) => ({ wanted: Array.from({ length: size }, () => 'an Application') });

describe('RetainedSets', () => {
  it('lets go of the sets expanded longest ago when there is no room', () => {
    const sets = new RetainedSets<ReturnType<typeof entry>>(10);
    sets.set('a', entry(4));
    sets.set('b', entry(4));
    sets.set('a', entry(4));
    sets.set('c', entry(4));

    expect(['a', 'b', 'c'].filter((key) => sets.get(key))).toEqual(['a', 'c']);
  });

  it('keeps the last one, however large', () => {
    const sets = new RetainedSets<ReturnType<typeof entry>>(10);
    sets.set('a', entry(4));
    sets.set('b', entry(40));

    expect(['a', 'b'].filter((key) => sets.get(key))).toEqual(['b']);
  });
});
