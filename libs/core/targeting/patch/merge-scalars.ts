import type { JsonValue } from '#core/model/json.ts';

/**
 * Two lists of scalars as one without doubles. The patch's items keep the patch's order; an item only the original has stands before
 * the first remaining item of the patch that followed it in the original, else after them all.
 */
export function mergeScalars(original: readonly JsonValue[], patch: readonly JsonValue[]): JsonValue[] {
  const given = [...new Set(patch)];
  const own = [...new Set(original)].filter((item) => !given.includes(item));
  const merged: JsonValue[] = [];
  while (own.length > 0 || given.length > 0) {
    const [mine] = own;
    const [theirs] = given;
    const ownFirst = given.length === 0 || (mine !== undefined && precedes(mine, theirs, original));
    const next = ownFirst ? own.shift() : given.shift();
    if (next !== undefined) merged.push(next);
  }
  return merged;
}

function precedes(item: JsonValue, other: JsonValue | undefined, order: readonly JsonValue[]): boolean {
  return other !== undefined && order.includes(other) && order.indexOf(item) < order.indexOf(other);
}
