const textMapMark = Symbol('map[string]string');

/**
 * Marks an object whose values are texts as Go's map[string]string (cluster labels, annotations, a generator's `values`):
 * `index` works on it, sprig's `dig`, `get` and `hasKey` refuse it. The mark is invisible to JSON and to loops over keys;
 * a copy of the object loses it.
 */
export function asTextMap<T extends Readonly<Record<string, string>>>(entries: T): T {
  const marked = { ...entries };
  Object.defineProperty(marked, textMapMark, { value: true });
  return marked;
}

export function isTextMap(value: object): boolean {
  return Object.hasOwn(value, textMapMark);
}
