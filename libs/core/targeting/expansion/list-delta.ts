/** A list told by what it has in common with an earlier one. */
export interface ListDelta<T> {
  /** For each place of the new list the place in the earlier one, or -1 for the next of `added`. */
  readonly order: Int32Array;
  readonly added: readonly T[];
}

/** Compares by identity: items that are equal but not the same object count as new. */
export function listDelta<T extends object>(before: readonly T[], after: readonly T[]): ListDelta<T> {
  const places = new Map(before.map((item, index) => [item, index]));
  const order = Int32Array.from(after, (item) => places.get(item) ?? -1);
  return { order, added: after.filter((item) => !places.has(item)) };
}

/** The new list. Throws when the delta is of another earlier list. */
export function applyDelta<T>(before: readonly T[], { order, added }: ListDelta<T>): T[] {
  let next = 0;
  return Array.from(order, (place) => {
    const item = place >= 0 ? before[place] : added[next++];
    if (item === undefined) throw new Error(`the delta names place ${place} of a list of ${before.length}`);
    return item;
  });
}
