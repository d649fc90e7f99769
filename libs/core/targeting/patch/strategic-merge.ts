import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import { type FieldType, anyJson } from '#core/resources/argo-application/field-types.ts';
import { readDirectives, withoutDirectives } from './directives.ts';
import { mergeScalars } from './merge-scalars.ts';

/**
 * Lays a patch over an object by Kubernetes' strategic merge: objects are merged field by field, null deletes, other values replace; a
 * list replaces too unless `type` says it is merged. Directives: `$patch: replace` or `delete` in an object, `$retainKeys`, and
 * `$deleteFromPrimitiveList/FIELD` for a merged list. Neither argument is changed. Throws `PatchError`.
 */
export function mergeObject(
  original: JsonObject,
  patch: JsonObject,
  type: FieldType,
  path: readonly string[] = [],
): JsonObject {
  const { wholly, retained, removed, fields } = readDirectives(patch, path);
  if (wholly === 'delete') return {};
  if (wholly === 'replace') return fields;
  const merged = new Map(Object.entries(original).filter(([key]) => !retained || retained.has(key)));
  for (const [key, items] of removed) {
    const list = merged.get(key);
    if (Array.isArray(list))
      merged.set(
        key,
        list.filter((item) => !items.includes(item)),
      );
  }
  for (const [key, value] of Object.entries(fields)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergeValue(merged.get(key), value, typeOfField(type, key), [...path, key]));
  }
  return Object.fromEntries(merged);
}

function mergeValue(
  original: JsonValue | undefined,
  patch: JsonValue,
  type: FieldType,
  path: readonly string[],
): JsonValue {
  if (isJsonObject(patch)) {
    return isJsonObject(original) ? mergeObject(original, patch, type, path) : withoutNulls(withoutDirectives(patch));
  }
  if (!Array.isArray(patch)) return patch;
  if (!Array.isArray(original)) return withoutNulls(withoutDirectives(patch));
  return type.kind === 'list' && type.patch === 'merge' ? mergeScalars(original, patch) : patch;
}

function typeOfField(type: FieldType, key: string): FieldType {
  if (type.kind === 'map') return type.of;
  return (type.kind === 'object' ? type.fields.get(key)?.type : undefined) ?? anyJson;
}

/** Fields that are null have nothing to delete in a value that is new; nulls in lists stay. */
function withoutNulls<T extends JsonValue>(value: T): T;
function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}
