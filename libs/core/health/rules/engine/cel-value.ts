import { isJsonObject, type JsonValue } from '#core/model/json.ts';

/**
 * A JSON value as CEL sees it: whole numbers are CEL's int, a list stays a list, an object is a map. A member that is null is left out:
 * to Kubernetes both are the same, and `has` would tell them apart.
 */
export function toCel(value: JsonValue): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, toCel(member)]));
}

/** How long a loop over some part of a value can be. */
export interface Size {
  /** Members of the longest list or map. */
  readonly list: number;
  /** Characters of the longest text, which can be split into as many. */
  readonly text: number;
}

export function sizeOf(value: unknown): Size {
  if (typeof value === 'string') return { list: 0, text: value.length };
  if (typeof value !== 'object' || value === null) return { list: 0, text: 0 };
  const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return members.reduce<Size>((size, member) => larger(size, sizeOf(member)), { list: members.length, text: 0 });
}

export function larger(a: Size, b: Size): Size {
  return { list: Math.max(a.list, b.list), text: Math.max(a.text, b.text) };
}
