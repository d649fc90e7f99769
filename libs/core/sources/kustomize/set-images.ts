import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { fail, type Result, succeed } from '../../model/result.ts';

interface ImageChange {
  readonly name: string;
  readonly newName: string;
  readonly newTag: string;
  readonly digest: string;
}

/**
 * Merges images as written in an Application (`web:1.2`, `web=registry/web@sha256:…`) into the `images` of a kustomization: by
 * name, sorted, a `*` keeping what the kustomization has. Rule: `kustomize edit set image`.
 */
export function setImages(existing: JsonValue | undefined, written: readonly string[]): Result<JsonValue[], string> {
  const images = new Map<string, JsonObject>();
  for (const image of Array.isArray(existing) ? existing : []) {
    if (isJsonObject(image) && typeof image['name'] === 'string') images.set(image['name'], image);
  }
  for (const text of written) {
    const change = parseImage(text);
    if (change === undefined)
      return fail(`kustomize.images: ${JSON.stringify(text)} changes nothing: write NAME:TAG, NAME@DIGEST or NAME=NEW`);
    images.set(change.name, applyChange(images.get(change.name) ?? {}, change));
  }
  return succeed([...images.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, image]) => image));
}

function applyChange(old: JsonObject, { name, newName, newTag, digest }: ImageChange): JsonObject {
  const pick = (field: string, value: string): JsonObject => {
    const chosen = value === '*' ? (old[field] ?? '') : value;
    return chosen === '' ? {} : { [field]: chosen };
  };
  return { name, ...pick('newName', newName), ...pick('newTag', newTag), ...pick('digest', digest) };
}

function parseImage(text: string): ImageChange | undefined {
  const equals = text.indexOf('=');
  const { name, tag, digest } = splitImage(text.slice(equals + 1));
  if (equals < 0) return name === text ? undefined : { name, newName: '', newTag: tag, digest };
  return { name: text.slice(0, equals), newName: name, newTag: tag, digest };
}

/** A registry's port is no tag: colons count after the first slash only. */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const from = Math.max(0, image.indexOf('/'));
  const at = image.indexOf('@', from);
  const withoutDigest = at < 0 ? image : image.slice(0, at);
  const colon = withoutDigest.indexOf(':', from);
  return {
    name: colon < 0 ? withoutDigest : withoutDigest.slice(0, colon),
    tag: colon < 0 ? '' : withoutDigest.slice(colon + 1),
    digest: at < 0 ? '' : image.slice(at + 1),
  };
}
