import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { isLeaf, type OwnedFields } from './owned-fields.ts';

/** Not part of what anybody owns. Source: Kubernetes' server-side apply. */
const IDENTITY: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata.name', 'metadata.namespace']);

/**
 * The fields of `live` that `wanted` states, as `fieldsV1`; undefined when there are none. `known` are fields that anybody owns in `live`:
 * they tell how the API server names the elements of lists, and what it takes for one value. A list that nobody owns is left out.
 */
export function statedFields(
  wanted: JsonObject,
  live: JsonObject,
  known: OwnedFields,
  path = '',
): OwnedFields | undefined {
  const fields = Object.entries(wanted).flatMap(([name, value]): [string, OwnedFields][] => {
    const place = path === '' ? name : `${path}.${name}`;
    const found = Object.hasOwn(live, name) ? live[name] : undefined;
    if (IDENTITY.has(place) || found === undefined || value === null) return [];
    const stated = statedBelow(value, found, known[`f:${name}`], place);
    return stated === undefined ? [] : [[`f:${name}`, stated]];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function statedBelow(
  wanted: JsonValue,
  live: JsonValue,
  known: JsonValue | undefined,
  path: string,
): OwnedFields | undefined {
  const below = isJsonObject(known) ? known : undefined;
  if (below !== undefined && isLeaf(below)) return {};
  if (isJsonObject(wanted) && isJsonObject(live)) return statedFields(wanted, live, below ?? {}, path);
  if (Array.isArray(wanted))
    return below && Array.isArray(live) ? statedElements(wanted, live, below, path) : undefined;
  return {};
}

function statedElements(
  wanted: readonly JsonValue[],
  live: readonly JsonValue[],
  known: OwnedFields,
  path: string,
): OwnedFields | undefined {
  const elements = Object.entries(known).flatMap(([key, below]): [string, OwnedFields][] => {
    const identity = parse(key);
    const [own, theirs] = [wanted, live].map((list) => list.find((element) => isMeant(element, identity)));
    if (identity === undefined || own === undefined || theirs === undefined) return [];
    if (!isJsonObject(own) || !isJsonObject(theirs) || !isJsonObject(below)) return [[key, {}]];
    return [[key, { '.': {}, ...statedFields(own, theirs, below, `${path}[]`) }]];
  });
  return elements.length === 0 ? undefined : Object.fromEntries(elements);
}

/** `k:{…}` and `v:…` name an element; `.` is the list itself, and a number says nothing of what stands there. */
function parse(key: string): JsonValue | undefined {
  return /^[kv]:/.test(key) ? JSON.parse(key.slice(2)) : undefined;
}

/** Keys that a manifest leaves to their defaults do not count. */
function isMeant(element: JsonValue, identity: JsonValue | undefined): boolean {
  if (!isJsonObject(identity) || !isJsonObject(element)) return element === identity;
  return Object.entries(identity).every(([name, key]) => !Object.hasOwn(element, name) || element[name] === key);
}
