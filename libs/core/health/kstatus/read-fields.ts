import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';

/** The value at a path of keys, undefined where one is missing or no object. */
export function valueAt(object: JsonObject, ...path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = object;
  for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** A whole number at a path such as `status.replicas`; what is missing or of another type gives the fallback. */
export function numberAt(object: JsonObject, path: string, fallback: number): number {
  const value = valueAt(object, ...path.split('.'));
  return typeof value === 'number' && Number.isInteger(value) ? value : fallback;
}

/** A text at a path; what is missing or of another type gives the fallback. */
export function textAt(object: JsonObject, path: string, fallback = ''): string {
  const value = valueAt(object, ...path.split('.'));
  return typeof value === 'string' ? value : fallback;
}
