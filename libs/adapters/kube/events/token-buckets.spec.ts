import { expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.ts';

function scene() {
  const clock = { nowMs: 0, now: () => clock.nowMs };
  const buckets = new TokenBuckets({ burst: 3, everyMs: 1000 }, clock);
  const take = (name: string, times: number) => Array.from({ length: times }, () => buckets.take(name));
  return { clock, take };
}

it('lets a name have a burst, and one more with each interval', () => {
  const { clock, take } = scene();
  const taken = [take('a', 5)];
  clock.nowMs = 999;
  taken.push(take('a', 1));
  clock.nowMs = 2500;
  taken.push(take('a', 3));
  clock.nowMs = 3000;
  taken.push(take('a', 2));
  expect(taken).toEqual([[true, true, true, false, false], [false], [true, true, false], [true, false]]);
});

it('saves up no more than a burst', () => {
  const { clock, take } = scene();
  take('a', 3);
  clock.nowMs = 1_000_000;
  expect(take('a', 4)).toEqual([true, true, true, false]);
});

it('limits each name by itself', () => {
  const { take } = scene();
  take('a', 3);
  expect([...take('a', 1), ...take('b', 1)]).toEqual([false, true]);
});
