import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectAtRest } from './collect-at-rest.ts';

const MUCH = 100_000_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What was collected at which look, given how busy the thread was before each, and how long it really took until the next. */
function collected(shares: readonly number[], spareBytes: number, lookMs = 1000): string[] {
  const told: string[] = [];
  let look = -1;
  const stop = collectAtRest({
    busyShare: () => shares[++look] ?? 0,
    nowMs: () => (look + 1) * lookMs,
    spareBytes: () => spareBytes,
    collect: (what) => void told.push(`${what} ${look}`),
  });
  vi.advanceTimersByTime(1000 * shares.length);
  stop();
  vi.advanceTimersByTime(10_000);
  return told;
}

const rest = (looks: number) => Array.from({ length: looks }, () => 0.01);

describe('collectAtRest', () => {
  it.each([
    { what: 'after the start, once it is over', shares: [0.9, 0.4, ...rest(20)], spare: 0, told: ['young 2'] },
    {
      what: 'once after each time of work',
      shares: [0.9, ...rest(3), 0.5, ...rest(9)],
      spare: 0,
      told: ['young 1', 'young 5'],
    },
    { what: 'not while there is something to do now and then', shares: [0.9, 0.1, 0.06, 0.1], spare: MUCH, told: [] },
    {
      what: 'not in the midst of work that takes little of each second',
      shares: [0.9, ...Array.from({ length: 40 }, () => 0.03)],
      spare: MUCH,
      told: [],
    },
    {
      what: 'not for the little that is done at rest',
      shares: [0, 0.04, 0.1, 0.04, 0.1, 0, 0, 0],
      spare: 0,
      told: ['young 0'],
    },
    {
      what: 'everything when much is held still',
      shares: [0.9, ...rest(20)],
      spare: MUCH,
      told: ['young 1', 'whole 5'],
    },
    {
      what: 'everything once a minute at the most',
      shares: [0.9, ...rest(5), 0.9, ...rest(69)],
      spare: MUCH,
      told: ['young 1', 'whole 5', 'young 7', 'whole 65'],
    },
    {
      what: 'everything once when a minute of rest is over',
      shares: [0.9, ...rest(300)],
      spare: 0,
      told: ['young 1', 'whole 70'],
    },
    {
      what: 'everything once though there is a sweep every minute',
      shares: [0.9, ...rest(60), 0.9, 0.9, ...rest(60), 0.9, 0.9, ...rest(60)],
      spare: 0,
      told: ['young 1', 'young 63', 'whole 72', 'young 125'],
    },
    {
      what: 'nothing late while there is long work every minute',
      shares: [0.9, ...rest(60), 0.9, 0.9, 0.9, ...rest(60)],
      spare: 0,
      told: ['young 1', 'young 64'],
    },
    {
      what: 'late after a sweep that came in two parts',
      shares: [0.9, ...rest(60), 0.9, 0.9, 0.1, 0.9, 0.9, ...rest(60)],
      spare: 0,
      told: ['young 1', 'young 66', 'whole 75'],
    },
  ])('collects $what', ({ shares, spare, told }) => {
    expect(collected(shares, spare)).toEqual(told);
  });

  it('does not take for rest that the process was held, as one without a processor is', () => {
    expect(collected([0.9, ...rest(100)], MUCH, 2000)).toEqual([]);
  });

  it('finds a collector and a measure in this very thread', () => {
    vi.useRealTimers();
    expect(() => collectAtRest()()).not.toThrow();
  });
});
