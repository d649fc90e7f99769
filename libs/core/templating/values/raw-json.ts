import type { JsonObject } from '#core/model/json.ts';

const rawJsonMark = Symbol('map[string]apiextensionsv1.JSON');

/**
 * Marks an object whose values Go templates see as undecoded JSON (`input.parameters` of a plugin): only functions such as
 * `toJson` look into them, and `.Raw` is their text. The mark is invisible to JSON and to loops over keys; a copy loses it.
 */
export function asRawJsonMap(entries: JsonObject): JsonObject {
  const marked = { ...entries };
  Object.defineProperty(marked, rawJsonMark, { value: true });
  return marked;
}

export function isRawJsonMap(value: object): boolean {
  return Object.hasOwn(value, rawJsonMark);
}
