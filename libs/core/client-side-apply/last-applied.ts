import { isSecret } from '../preview/mask-secrets.ts';
import { toBase64 } from '../model/text/base64-text.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { type Manifest, objectKeyOf } from '../model/objects/manifest.ts';
import type { OwnedFields } from '../ownership/owned-fields.ts';
import { valuesAt } from '../ownership/values-at.ts';
import { lastAppliedAnnotation } from './last-applied-annotation.ts';

/**
 * What was applied last to a live object: the copy in its annotation, whoever wrote it. Without one, what a server-side apply of ours
 * owns; without that, nothing, so that nothing is taken away.
 */
export function readLastApplied(live: JsonObject, ownFields: OwnedFields | undefined): JsonObject {
  const copy = parse(annotationsOf(live)[lastAppliedAnnotation]);
  if (copy !== undefined) return withoutStatus(copy);
  const owned = ownFields === undefined ? undefined : valuesAt(live, ownFields);
  return isJsonObject(owned) ? owned : {};
}

/** Some tools write an empty status, which is nobody's wish. */
function withoutStatus({ status: _, ...others }: JsonObject): JsonObject {
  return others;
}

/** The object as it is sent: with the copy of itself, and in the form that the API server answers. */
export function withLastApplied(manifest: Manifest): JsonObject {
  const wanted = asStored(manifest);
  const { metadata } = manifest;
  const annotations = { ...metadata.annotations, [lastAppliedAnnotation]: canonicalJson(wanted) };
  return { ...wanted, metadata: { ...asObject(wanted['metadata']), annotations } };
}

/** The API server turns `stringData` into `data`: only there can be seen what is wanted no longer. */
function asStored(manifest: Manifest): JsonObject {
  const object = asObject(manifest);
  const { stringData, ...others } = object;
  if (!isSecret(objectKeyOf(manifest)) || !isJsonObject(stringData)) return object;
  const encoded = Object.entries(stringData).map(([key, value]): [string, JsonValue] => [
    key,
    typeof value === 'string' ? toBase64(value) : value,
  ]);
  return { ...others, data: { ...asObject(others['data']), ...Object.fromEntries(encoded) } };
}

function annotationsOf(object: JsonObject): JsonObject {
  return asObject(asObject(object['metadata'])['annotations']);
}

function asObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function parse(text: JsonValue | undefined): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
