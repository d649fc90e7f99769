import { keepLiveValue } from '#core/json-paths/keep-live-value.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import type { Manifest } from '#core/model/manifest.ts';
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
  const entries = listEntries(metadata);
  const own = entries.find(
    (entry) => entry['manager'] === manager && entry['operation'] === 'Apply' && !entry['subresource'],
  );
  const owned = own?.['fieldsV1'];
  if (own === undefined || !isJsonObject(owned) || !isJsonObject(stated)) return undefined;
  const places = [...ignored.unwatched, ...ignored.unapplied];
  const around = places.reduce<OwnedFields>((left, path) => withoutPlace(left, stated, path) ?? {}, owned);
  const left = foreignEntries(metadata, ignored).reduce((fields, other) => withoutFields(fields, other) ?? {}, around);
  if (JSON.stringify(left) === JSON.stringify(owned)) return undefined;
  return entries.map((entry) => (entry === own ? { ...own, fieldsV1: left } : entry));
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
