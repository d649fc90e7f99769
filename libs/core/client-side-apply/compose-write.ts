import type { IgnoredPlaces } from '../ignored-differences/ignored-places.ts';
import { withoutIgnored } from '../ignored-differences/state-around.ts';
import { isDeepEqual } from '../model/deep-equal.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Manifest } from '../model/objects/manifest.ts';
import { ownedFields } from '../ownership/field-entry.ts';
import { unionOf, withoutFields } from '../ownership/owned-fields.ts';
import { statedFields } from '../ownership/stated-fields.ts';
import { readLastApplied, withLastApplied } from './last-applied.ts';
import { mergeObjects } from './merge-three-ways.ts';
import { rulesOfKind } from './merge-rules.ts';

export interface ClientSideWrite {
  /** As what is wanted. */
  readonly manifest: Manifest;
  readonly live: JsonObject;
  /** Whose applies these are. */
  readonly fieldManager: string;
  readonly ignored?: IgnoredPlaces | undefined;
}

/** The live object as a client-side apply leaves it, before defaults and admission. */
export function mergeIntoLive({ manifest, live, fieldManager }: ClientSideWrite): JsonObject {
  const last = readLastApplied(live, ownedFields(metadataOf(live)['managedFields'], fieldManager));
  return mergeObjects(last, withLastApplied(manifest), live, rulesOfKind(manifest));
}

/**
 * The JSON merge patch that makes the live object what is wanted, bound to its resourceVersion; undefined when it is so already. One entry
 * of ours in managedFields states what is wanted, so that changes of it are seen as after a server-side apply (ADR 18): what the patch
 * itself changes, the API server adds to it.
 */
export function composeWrite(write: ClientSideWrite): JsonObject | undefined {
  const { live } = write;
  const metadata = metadataOf(live);
  const values = differenceOf(live, mergeIntoLive(write)) ?? {};
  const managedFields = ownersOf(write);
  if (managedFields === undefined && Object.keys(values).length === 0) return undefined;
  const { resourceVersion = null } = metadata;
  const bound = { ...metadataOf(values), resourceVersion, ...(managedFields && { managedFields }) };
  return { ...values, metadata: bound };
}

/** The managedFields with what is wanted in one entry of ours; undefined when there is one that has it all. */
function ownersOf({ manifest, live, fieldManager, ignored }: ClientSideWrite): JsonObject[] | undefined {
  const { managedFields } = metadataOf(live);
  const entries = Array.isArray(managedFields) ? managedFields.filter(isJsonObject) : [];
  const own = entries.filter(({ manager, subresource }) => manager === fieldManager && !subresource);
  const { apiVersion } = manifest;
  const isUsable = (entry: JsonObject) => own.includes(entry) || entry['apiVersion'] === apiVersion;
  const known = entries.filter(isUsable).reduce((all, { fieldsV1 = {} }) => unionOf(all, asObject(fieldsV1)), {});
  const all = statedFields(withLastApplied(manifest), live, known) ?? {};
  const stated = ignored === undefined ? all : withoutIgnored(all, metadataOf(live), manifest, ignored);
  const [only, ...others] = own;
  const isOurs = only !== undefined && others.length === 0 && only['operation'] === 'Update';
  if (isOurs && only['apiVersion'] === apiVersion && withoutFields(stated, asObject(only['fieldsV1'])) === undefined)
    return undefined;
  const entry = { manager: fieldManager, operation: 'Update', apiVersion, fieldsType: 'FieldsV1', fieldsV1: stated };
  return [...entries.filter((candidate) => !own.includes(candidate)), entry];
}

/** The JSON merge patch (RFC 7386) from one value to another; undefined when they are equal. */
export function differenceOf(from: JsonObject, to: JsonObject): JsonObject | undefined {
  const gone = Object.keys(from).filter((field) => !Object.hasOwn(to, field));
  const changed = Object.entries(to).flatMap(([field, value]): [string, JsonValue][] => {
    const before = Object.hasOwn(from, field) ? from[field] : undefined;
    if (isJsonObject(before) && isJsonObject(value)) {
      const below = differenceOf(before, value);
      return below === undefined ? [] : [[field, below]];
    }
    return isDeepEqual(before, value) ? [] : [[field, value]];
  });
  const all = [...gone.map((field): [string, JsonValue] => [field, null]), ...changed];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

function metadataOf({ metadata }: JsonObject): JsonObject {
  return asObject(metadata);
}

function asObject(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
