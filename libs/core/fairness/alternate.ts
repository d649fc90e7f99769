/**
 * The first `run` items of each group in turn, then the next of each, as long as it has any; those of a group stay in their order. Groups
 * come in the order of their first items.
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
