import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

const limits = { firstMs: 200, longestMs: 5000 };

describe('backoffMs', () => {
  it.each([
    { name: 'begins with at least half of the first wait', failures: 1, random: 0, wait: 100 },
    { name: 'begins with at most the first wait', failures: 1, random: 1, wait: 200 },
    { name: 'doubles with each failure', failures: 4, random: 1, wait: 1600 },
    { name: 'never exceeds the longest wait', failures: 20, random: 1, wait: 5000 },
    { name: 'stays finite after very many failures', failures: 100_000, random: 0, wait: 2500 },
  ])('$name', ({ failures, random, wait }) => {
    expect(backoffMs(failures, limits, random)).toBe(wait);
  });
});
