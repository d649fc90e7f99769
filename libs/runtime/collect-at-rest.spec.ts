import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectAtRest } from './collect-at-rest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Numbers of the looks at which was collected, given how busy the thread was before each. */
function looksThatCollect(shares: readonly number[]): number[] {
  const collected: number[] = [];
  let look = -1;
  const stop = collectAtRest({ busyShare: () => shares[++look] ?? 0, collect: () => void collected.push(look) });
  vi.advanceTimersByTime(1000 * shares.length);
  stop();
  vi.advanceTimersByTime(10_000);
  return collected;
}

describe('collectAtRest', () => {
  it.each([
    { what: 'after the start, once it is over', shares: [0.9, 0.4, 0.01, 0.01], collected: [2] },
    { what: 'once after each time of work', shares: [0.9, 0.01, 0.01, 0.5, 0.01, 0], collected: [1, 4] },
    { what: 'not while there is something to do now and then', shares: [0.9, 0.1, 0.06, 0.1], collected: [] },
    { what: 'not for the little that is done at rest', shares: [0, 0.04, 0.1, 0.04], collected: [0] },
  ])('collects $what', ({ shares, collected }) => {
    expect(looksThatCollect(shares)).toEqual(collected);
  });

  it('finds a collector and a measure in this very thread', () => {
    vi.useRealTimers();
    expect(() => collectAtRest()()).not.toThrow();
  });
});
