import { type JsonValue, isJsonObject } from '#core/model/json.ts';

/** Turns whole numbers beyond a double (bigints of the YAML reader) into floats, as Go's JSON decoding makes every number one. */
export function floatNumbers(value: JsonValue): JsonValue {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(floatNumbers);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, floatNumbers(item)]));
}
