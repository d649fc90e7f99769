/**
 * The first `run` items of each group, one group after the other, then the next `run` of each, until all are in. Groups come in the order
 * of their first items, and within a group the order stays.
 */
export function alternate<T>(items: readonly T[], groupOf: (item: T) => string, run: number): T[] {
  const turns: T[][][] = [];
  for (const group of Map.groupBy(items, groupOf).values()) {
    for (let start = 0; start < group.length; start += run) {
      (turns[start / run] ??= []).push(group.slice(start, start + run));
    }
  }
  return turns.flat(2);
}
