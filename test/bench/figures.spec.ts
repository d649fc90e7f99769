import { describe, expect, it } from 'vitest';
import { type Figure, formatReport } from './figures.ts';

const speed: Figure = { name: 'all of it', value: 1.2345, unit: 's', goal: { atMost: 2 } };
const rate: Figure = { name: 'Applications', value: 12_345.6, unit: 'per second' };

describe('formatReport', () => {
  it('shows every figure beside its goal and ends with the verdict', () => {
    expect(formatReport('expand', [speed, rate])).toBe(
      ['all of it     1.23 s             goal ≤ 2 s', 'Applications  12,346 per second', '', 'expand: met'].join('\n'),
    );
  });

  it('names what was missed', () => {
    const missed = formatReport('expand', [
      { ...speed, value: 3 },
      { ...rate, goal: { atLeast: 20_000 } },
    ]);
    expect(missed.split('\n').at(-1)).toBe(
      'expand: missed all of it (3 s, goal ≤ 2 s); Applications (12,346 per second, goal ≥ 20000 per second)',
    );
  });
});
