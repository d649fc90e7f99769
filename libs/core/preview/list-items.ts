import { canonicalJson } from '../model/canonical-json.ts';
import { isDeepEqual } from '../model/deep-equal.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { OwnedFields } from './owned-fields.ts';

/** What tells the items of a list apart. */
export interface ItemIdentity {
  readonly keys: readonly string[];
  /** As `fieldsV1` writes it after `k:`. */
  readonly keyText: (item: JsonValue) => string;
  /** For a path: `[name=web]`. */
  readonly label: (item: JsonValue) => string;
}

/** Whether `fieldsV1` says that a list is a set of plain values. */
export function isSet(owned: OwnedFields): owned is JsonObject {
  return typeof owned !== 'string' && Object.keys(owned).some((key) => key.startsWith('v:'));
}

/**
 * The keys of a list, from `fieldsV1` where it has some; else the name, where every item has one of its own, as in most lists of
 * Kubernetes. Undefined for a list that is one value.
 */
export function identityOf(
  live: readonly JsonValue[],
  wanted: readonly JsonValue[],
  owned: OwnedFields,
): ItemIdentity | undefined {
  const fields = typeof owned === 'string' ? undefined : Object.keys(owned);
  const stated = fields?.find((key) => key.startsWith('k:'));
  if (stated !== undefined) return identity(keysOf(stated.slice(2)));
  // A list that is ours as a whole has an entry without anything below.
  if (fields?.length === 0) return undefined;
  return hasNames(live) && hasNames(wanted) ? identity(['name']) : undefined;
}

/** The item of `list` that `item` is about: keys that it leaves to their defaults do not count. */
export function findItem(
  list: readonly JsonValue[],
  item: JsonValue,
  { keys }: Pick<ItemIdentity, 'keys'>,
): JsonValue | undefined {
  if (!isJsonObject(item)) return undefined;
  const given = keys.filter((key) => Object.hasOwn(item, key));
  return list.find((other) => isJsonObject(other) && given.every((key) => isDeepEqual(other[key], item[key])));
}

function identity(keys: readonly string[]): ItemIdentity {
  const pick = (item: JsonValue): JsonObject => {
    const fields = isJsonObject(item) ? item : {};
    return Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(fields, key) ? [[key, fields[key] ?? null]] : [])));
  };
  const label = (item: JsonValue) =>
    `[${Object.entries(pick(item))
      .map(([key, value]) => `${key}=${typeof value === 'string' ? value : canonicalJson(value)}`)
      .join(',')}]`;
  return { keys, keyText: (item) => canonicalJson(pick(item)), label };
}

function keysOf(text: string): string[] {
  const parsed: unknown = JSON.parse(text);
  return isJsonObject(parsed) ? Object.keys(parsed).toSorted() : [];
}

function hasNames(list: readonly JsonValue[]): boolean {
  const names = list.map((item) => (isJsonObject(item) ? item['name'] : undefined));
  return names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
}
