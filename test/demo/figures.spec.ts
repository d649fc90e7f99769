import { describe, expect, it } from 'vitest';
import { describeTimes } from './figures.ts';

describe('describeTimes', () => {
  it('gives the median, the 95th percentile and the slowest', () => {
    const times = Array.from({ length: 20 }, (_, index) => (20 - index) * 100);

    expect(describeTimes(times)).toBe('p50 1.0 s, p95 1.9 s, slowest 2.0 s, n = 20');
  });

  it('needs one time only', () => {
    expect(describeTimes([120])).toBe('p50 120 ms, p95 120 ms, slowest 120 ms, n = 1');
  });
});
