import { describe, expect, it } from 'vitest';
import { assignSpokes } from './assign-spokes.ts';

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

function loads(assigned: ReadonlyMap<string, string>): number[] {
  return [...Map.groupBy(assigned.values(), (worker) => worker).values()].map((clusters) => clusters.length);
}

function movedBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
  return [...before].filter(([cluster, worker]) => after.get(cluster) !== worker).length;
}

describe('assignSpokes', () => {
  it.each([
    { clusters: 500, workers: 10, most: 50 },
    { clusters: 500, workers: 9, most: 56 },
    { clusters: 4, workers: 2, most: 2 },
    { clusters: 2, workers: 5, most: 1 },
    { clusters: 3, workers: 1, most: 3 },
  ])('gives none of $workers workers more than $most of $clusters clusters', ({ clusters, workers, most }) => {
    const assigned = assignSpokes(names('spoke', clusters), names('worker', workers));
    expect([assigned.size, Math.max(...loads(assigned))]).toEqual([clusters, most]);
  });

  it('moves few others when one of ten workers goes, and few when it comes', () => {
    const clusters = names('spoke', 500);
    const ten = assignSpokes(clusters, names('worker', 10));
    const nine = assignSpokes(clusters, names('worker', 9));
    // 50 have to move in any case.
    expect(movedBetween(ten, nine)).toBeLessThan(150);
  });

  it('does not depend on the order of the lists', () => {
    const [clusters, workers] = [names('spoke', 20), names('worker', 3)];
    expect(assignSpokes(clusters.toReversed(), workers.toReversed())).toEqual(assignSpokes(clusters, workers));
  });

  it('assigns nothing while there is no worker', () => {
    expect(assignSpokes(names('spoke', 2), [])).toEqual(new Map());
  });
});
