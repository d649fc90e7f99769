/** One item of each group in turn, as long as it has any; those of a group stay in their order. Groups come in the order of their first items. */
export function alternate<T>(items: readonly T[], groupOf: (item: T) => string): T[] {
  const ranks = new Map<string, number>();
  const ranked = items.map((item) => {
    const group = groupOf(item);
    const rank = ranks.get(group) ?? 0;
    ranks.set(group, rank + 1);
    return { item, rank };
  });
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ item }) => item);
}
