import { describe, expect, it } from 'vitest';
import { scoreStep, urgencyOfScore, urgencyRank } from './pending-score.ts';

describe('urgencyRank', () => {
  it.each(['person', 'drift', 'change', 'sweep'] as const)('leads back from the score of %s', (urgency) => {
    const earliest = urgencyRank(urgency) * scoreStep;
    expect([urgencyOfScore(earliest), urgencyOfScore(earliest + scoreStep - 1)]).toEqual([urgency, urgency]);
  });

  it('puts any request of a higher urgency before one of a lower, however old', () => {
    const ranks = (['person', 'drift', 'change', 'sweep'] as const).map(urgencyRank);
    expect(ranks).toEqual([0, 1, 2, 3]);
  });
});
