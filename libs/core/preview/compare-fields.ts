import { canonicalJson } from '../model/canonical-json.ts';
import { isDeepEqual } from '../model/deep-equal.ts';
import { fieldBelow } from '../model/text/field-text.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { findItem, identityOf, isSet, type ItemIdentity } from './list-items.ts';
import type { OwnedFields } from './owned-fields.ts';

/** One field that is not as it is wanted. A side without the field is absent. */
export interface FieldChange {
  /** As people write it: `spec.template.spec.containers[name=web].image`. */
  readonly path: string;
  readonly live?: JsonValue | undefined;
  readonly wanted?: JsonValue | undefined;
}

/**
 * What an apply of `wanted` would change, sorted by path. Fields that only the live object has are other people's, unless `owned` names
 * them: then the apply removes them. Lists with keys are compared item by item, others as a whole. Rule: Kubernetes' server-side apply.
 */
export function compareFields(live: JsonValue, wanted: JsonValue, owned: OwnedFields, path = ''): FieldChange[] {
  if (isJsonObject(live) && isJsonObject(wanted)) return compareObjects(live, wanted, owned, path);
  if (Array.isArray(live) && Array.isArray(wanted)) return compareLists(live, wanted, owned, path);
  return isDeepEqual(live, wanted) ? [] : [{ path, live, wanted }];
}

function compareObjects(live: JsonObject, wanted: JsonObject, owned: OwnedFields, path: string): FieldChange[] {
  const names = new Set([...Object.keys(wanted), ...ownedNames(live, owned)]);
  return [...names].toSorted().flatMap((name) => {
    const field = fieldBelow(path, [name]).replace(/^\./, '');
    const below = ownedBelow(owned, `f:${name}`);
    const [before, after] = [own(live, name), own(wanted, name)];
    if (after === undefined) return before === undefined ? [] : removals(before, below, field);
    return before === undefined ? [{ path: field, wanted: after }] : compareFields(before, after, below, field);
  });
}

/** What goes with a field that is wanted no longer: of an object only what is ours in it. */
function removals(live: JsonValue, owned: OwnedFields, path: string): FieldChange[] {
  const names = isJsonObject(live) && owned !== 'everything' ? ownedNames(live, owned) : [];
  if (names.length === 0 || !isJsonObject(live)) return [{ path, live }];
  return names.toSorted().flatMap((name) => {
    const value = own(live, name);
    return value === undefined ? [] : removals(value, ownedBelow(owned, `f:${name}`), fieldBelow(path, [name]));
  });
}

function compareLists(live: JsonValue[], wanted: JsonValue[], owned: OwnedFields, path: string): FieldChange[] {
  if (isSet(owned)) return compareSets(live, wanted, owned, path);
  const identity = identityOf(live, wanted, owned);
  if (identity === undefined) return isDeepEqual(live, wanted) ? [] : [{ path, live, wanted }];
  const stated = wanted.flatMap((item) => {
    const before = findItem(live, item, identity);
    const below = ownedBelow(owned, `k:${identity.keyText(before ?? item)}`);
    const place = path + identity.label(item);
    return before === undefined ? [{ path: place, wanted: item }] : compareFields(before, item, below, place);
  });
  return [...stated, ...dropped(live, wanted, owned, identity, path)];
}

/** Items that are ours and wanted no longer. */
function dropped(
  live: readonly JsonValue[],
  wanted: readonly JsonValue[],
  owned: OwnedFields,
  identity: ItemIdentity,
  path: string,
): FieldChange[] {
  return live
    .filter((item) => !wanted.some((other) => findItem([item], other, identity) !== undefined))
    .filter((item) => owned === 'everything' || ownedBelow(owned, `k:${identity.keyText(item)}`) !== 'nothing')
    .map((item) => ({ path: path + identity.label(item), live: item }));
}

/** Lists that are sets, such as finalizers: only what was added or taken away counts. */
function compareSets(live: JsonValue[], wanted: JsonValue[], owned: JsonObject, path: string): FieldChange[] {
  const ours = (value: JsonValue) => Object.hasOwn(owned, `v:${canonicalJson(value)}`);
  return [
    ...wanted.filter((value) => !has(live, value)).map((value) => ({ path, wanted: value })),
    ...live.filter((value) => ours(value) && !has(wanted, value)).map((value) => ({ path, live: value })),
  ];
}

function has(list: readonly JsonValue[], value: JsonValue): boolean {
  return list.some((other) => isDeepEqual(other, value));
}

function ownedNames(live: JsonObject, owned: OwnedFields): string[] {
  if (owned === 'everything') return Object.keys(live);
  if (owned === 'nothing') return [];
  return Object.keys(owned).flatMap((key) => (key.startsWith('f:') ? [key.slice(2)] : []));
}

function ownedBelow(owned: OwnedFields, key: string): OwnedFields {
  if (typeof owned === 'string') return owned;
  const below = own(owned, key);
  return isJsonObject(below) ? below : 'nothing';
}

function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
