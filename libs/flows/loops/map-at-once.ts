/**
 * Objects of one Application that are asked for or applied at once. More would only wait for a connection of the cluster, with their
 * deadlines running, and stand in the way of other Applications.
 */
export const OBJECTS_AT_ONCE = 16;

/** What `work` makes of every item, in the order given, at most `limit` at once. A throw ends it. */
export async function mapAtOnce<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const lane = async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
