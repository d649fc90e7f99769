import { isJsonObject, type JsonValue } from '#core/model/json.ts';

/** A JSON value as CEL sees it: whole numbers are CEL's int, a list stays a list, an object is a map. */
export function toCel(value: JsonValue): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toCel(member)]));
}

/** The most members that any list or map in a value has; a text counts by its length, since it can be split. */
export function longestIn(value: unknown, countTexts: boolean): number {
  if (typeof value === 'string') return countTexts ? value.length : 0;
  if (typeof value !== 'object' || value === null) return 0;
  const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return members.reduce<number>((most, member) => Math.max(most, longestIn(member, countTexts)), members.length);
}
