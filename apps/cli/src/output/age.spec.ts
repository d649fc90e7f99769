import { describe, expect, it } from 'vitest';
import { formatAge } from './age.ts';

const SINCE = '2026-01-01T00:00:00Z';
const HOUR = 3600;
const DAY = 24 * HOUR;

describe('formatAge', () => {
  it.each([
    { seconds: -5, age: '0s' },
    { seconds: 119, age: '119s' },
    { seconds: 120, age: '2m' },
    { seconds: 330, age: '5m30s' },
    { seconds: 600, age: '10m' },
    { seconds: 3 * HOUR, age: '3h' },
    { seconds: 3 * HOUR + 300, age: '3h5m' },
    { seconds: 9 * HOUR, age: '9h' },
    { seconds: 2 * DAY + 3 * HOUR, age: '2d3h' },
    { seconds: 9 * DAY, age: '9d' },
    { seconds: 800 * DAY, age: '2y70d' },
    { seconds: 9 * 365 * DAY, age: '9y' },
  ])('prints $seconds s as $age', ({ seconds, age }) => {
    expect(formatAge(SINCE, Date.parse(SINCE) + seconds * 1000)).toBe(age);
  });

  it('prints a dash for no time', () => {
    expect(formatAge('', 0)).toBe('-');
  });
});
