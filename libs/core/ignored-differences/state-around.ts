import { keepLiveValue } from '#core/json-paths/keep-live-value.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { findOwnEntry } from '#core/ownership/field-entry.ts';
import { type OwnedFields, withOwnedValues, withoutFields, withoutPlace } from '#core/ownership/owned-fields.ts';
import type { IgnoredPlaces } from './ignored-places.ts';

/** The manifest with the live object's values wherever nothing is to be stated. Its identity stays. */
export function stateAround(manifest: Manifest, live: JsonObject, ignored: IgnoredPlaces): Manifest {
  if (!isJsonObject(manifest)) return manifest;
  const places = ignored.unapplied.reduce<JsonValue | undefined>(
    (wanted, path) => keepLiveValue(wanted, live, path),
    manifest,
  );
  const stated = foreignEntries(live['metadata'], ignored).reduce<JsonValue>(
    (wanted, owned) => withOwnedValues(wanted, live, owned),
    places ?? manifest,
  );
  return asManifest(stated, manifest);
}

/**
 * The managedFields of an applied object without our hold on what is ignored, so that nobody's change there is drift. Undefined when
 * we hold nothing of it. `metadata` is that of the applied object.
 */
export function releaseIgnored(
  metadata: JsonObject,
  manager: string,
  stated: Manifest,
  ignored: IgnoredPlaces,
): JsonObject[] | undefined {
  const own = findOwnEntry(metadata['managedFields'], manager);
  const owned = own?.['fieldsV1'];
  if (own === undefined || !isJsonObject(owned)) return undefined;
  const left = withoutIgnored(owned, metadata, stated, ignored);
  if (JSON.stringify(left) === JSON.stringify(owned)) return undefined;
  return listEntries(metadata).map((entry) => (entry === own ? { ...own, fieldsV1: left } : entry));
}

/** Fields of an object without those that are ignored in it. */
export function withoutIgnored(
  owned: OwnedFields,
  metadata: JsonObject,
  stated: Manifest,
  ignored: IgnoredPlaces,
): OwnedFields {
  if (!isJsonObject(stated)) return owned;
  const places = [...ignored.unwatched, ...ignored.unapplied];
  const around = places.reduce<OwnedFields>((left, path) => withoutPlace(left, stated, path) ?? {}, owned);
  return foreignEntries(metadata, ignored).reduce((fields, other) => withoutFields(fields, other) ?? {}, around);
}

/** What the ignored field managers own. */
function foreignEntries(metadata: JsonValue | undefined, { managers }: IgnoredPlaces): OwnedFields[] {
  const entries = listEntries(metadata).filter(
    ({ manager }) => typeof manager === 'string' && managers.includes(manager),
  );
  return entries.flatMap(({ fieldsV1 }) => (isJsonObject(fieldsV1) ? [fieldsV1] : []));
}

function listEntries(metadata: JsonValue | undefined): JsonObject[] {
  const entries = isJsonObject(metadata) ? metadata['managedFields'] : undefined;
  return Array.isArray(entries) ? entries.filter(isJsonObject) : [];
}

function asManifest(stated: JsonValue, { apiVersion, kind, metadata }: Manifest): Manifest {
  if (!isJsonObject(stated)) throw new Error(`${kind} ${metadata.name} was left without fields`);
  const { name, namespace } = metadata;
  const around = isJsonObject(stated['metadata']) ? stated['metadata'] : {};
  const labels = textsOf(around['labels']);
  const annotations = textsOf(around['annotations']);
  return {
    ...stated,
    apiVersion,
    kind,
    metadata: { ...around, name, ...(namespace !== undefined && { namespace }), labels, annotations },
  };
}

function textsOf(value: JsonValue | undefined): Record<string, string> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
