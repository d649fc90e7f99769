import { describe, expect, it } from 'vitest';
import { nextRetryMs } from './next-retry.ts';

describe('nextRetryMs', () => {
  it.each([
    { name: 'waits 5 s after the first failure', attempts: 1, policy: undefined, chance: 0, ms: 5000 },
    { name: 'doubles with each failure', attempts: 3, policy: undefined, chance: 0, ms: 20_000 },
    { name: 'never waits longer than 3 minutes', attempts: 50, policy: undefined, chance: 0, ms: 180_000 },
    { name: 'takes up to a tenth off by chance', attempts: 1, policy: undefined, chance: 1, ms: 4500 },
    { name: 'does not try again with the limit 0', attempts: 1, policy: { limit: 0 }, chance: 0, ms: undefined },
    { name: 'tries again as often as the limit says', attempts: 2, policy: { limit: 2 }, chance: 0, ms: 10_000 },
    { name: 'never ends without a limit', attempts: 99, policy: { refresh: false }, chance: 0, ms: 180_000 },
    { name: 'stays the same with the factor 1', attempts: 4, policy: { backoff: { factor: 1 } }, chance: 0, ms: 5000 },
    { name: 'ends at the limit', attempts: 3, policy: { limit: 2 }, chance: 0, ms: undefined },
    { name: 'never ends with a negative limit', attempts: 9, policy: { limit: -1 }, chance: 0, ms: 180_000 },
    {
      name: 'follows the pauses of the Application',
      attempts: 2,
      policy: { backoff: { duration: '2', factor: 3, maxDuration: '1m' } },
      chance: 0,
      ms: 6000,
    },
  ])('$name', ({ attempts, policy, chance, ms }) => {
    expect(nextRetryMs(attempts, policy, chance)).toBe(ms);
  });
});
