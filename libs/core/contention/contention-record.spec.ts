import { describe, expect, it } from 'vitest';
import { isContended, nextHealMs, nextLookMs } from './contention-record.ts';

const MINUTE = 60_000;
const NOW = 10 * 3_600_000;

/** Times so many minutes before now. */
function ago(...minutes: number[]): number[] {
  return minutes.map((minute) => NOW - minute * MINUTE);
}

describe('nextHealMs', () => {
  it.each([
    { name: 'heals what was never healed at once', heals: [], inMinutes: 0 },
    { name: 'heals at once up to the fifth time within an hour', heals: ago(4, 3, 2, 1), inMinutes: 0 },
    { name: 'waits ten minutes after the fifth', heals: ago(5, 4, 3, 2, 1), inMinutes: 9 },
    { name: 'heals a sixth time ten minutes after the fifth', heals: ago(14, 13, 12, 11, 10), inMinutes: 0 },
    { name: 'waits after the sixth until the first is an hour old', heals: ago(16, 15, 14, 13, 12, 1), inMinutes: 44 },
    { name: 'goes on every ten minutes in a fight that lasts', heals: ago(55, 45, 35, 25, 15, 5), inMinutes: 5 },
    { name: 'forgets heals of an hour ago', heals: ago(65, 64, 63, 62, 61, 60), inMinutes: 0 },
  ])('$name', ({ heals, inMinutes }) => {
    expect(nextHealMs(heals, NOW)).toBe(NOW + inMinutes * MINUTE);
  });

  it('never heals more than six times within any hour of a fight that never ends', () => {
    const heals: number[] = [];
    for (let now = 0; now < 12 * 60 * MINUTE; now += 1000) {
      if (nextHealMs(heals, now) <= now) heals.push(now);
    }
    const most = Math.max(
      ...heals.map((at) => heals.filter((other) => other >= at && other < at + 60 * MINUTE).length),
    );
    expect([most, heals.length]).toEqual([6, 6 * 12]);
  });
});

describe('isContended', () => {
  it.each([
    { name: 'is no fight after four heals', record: { heals: ago(4, 3, 2, 1) }, expected: false },
    { name: 'is one after five', record: { heals: ago(5, 4, 3, 2, 1) }, expected: true },
    { name: 'is one while drift is left', record: { heals: ago(61), left: 'changed' as const }, expected: true },
    {
      name: 'is over when fewer than five are left in the hour',
      record: { heals: ago(60, 4, 3, 2, 1) },
      expected: false,
    },
  ])('$name', ({ record, expected }) => {
    expect(isContended({ id: 'x', ...record }, NOW)).toBe(expected);
  });
});

describe('nextLookMs', () => {
  it.each([
    { name: 'needs no look without a fight', records: [{ id: 'x', heals: ago(3, 2, 1) }], inMinutes: undefined },
    {
      name: 'looks when the object that was left may be healed',
      records: [{ id: 'x', heals: ago(5, 4, 3, 2, 1), left: 'changed' as const }],
      inMinutes: 9,
    },
    {
      name: 'looks when a fight counts as over, at the first of several',
      records: [
        { id: 'x', heals: ago(5, 4, 3, 2, 1) },
        { id: 'y', heals: ago(50, 4, 3, 2, 1) },
      ],
      inMinutes: 10,
    },
  ])('$name', ({ records, inMinutes }) => {
    expect(nextLookMs(records, NOW)).toBe(inMinutes === undefined ? undefined : NOW + inMinutes * MINUTE);
  });
});
