/** Compares JSON-like values by content; a field that is undefined counts as absent. Order of keys does not matter, order of lists does. */
export function isDeepEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right))
    return Array.isArray(left) && Array.isArray(right) && isEqualList(left, right);
  const leftFields = presentFields(left);
  const rightFields = presentFields(right);
  return (
    leftFields.size === rightFields.size &&
    [...leftFields].every(([key, value]) => rightFields.has(key) && isDeepEqual(value, rightFields.get(key)))
  );
}

function isEqualList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => isDeepEqual(item, right[index]));
}

function presentFields(object: object): Map<string, unknown> {
  return new Map(Object.entries(object).filter(([, value]) => value !== undefined));
}
