import { canonicalJson } from '../model/canonical-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Manifest } from '../model/objects/manifest.ts';
import { trackingAnnotation } from '../ownership/tracking.ts';

export interface Contender {
  /** Such as `spec.template.spec.containers[name=web].image`. */
  readonly field: string;
  /** Name of the field manager. */
  readonly manager: string;
}

/**
 * Who took a field away that the manifest states: of the live object's managedFields the newest entry of somebody else with such a field,
 * and its first field in alphabetical order. Undefined when nobody did. Our own entry is the one with the tracking annotation, that of a
 * server-side apply first.
 */
export function findContender(manifest: Manifest, managedFields: unknown): Contender | undefined {
  const entries = Array.isArray(managedFields) ? managedFields.filter(isJsonObject) : [];
  const own = entries.find((entry) => entry['operation'] === 'Apply' && isTracked(entry)) ?? entries.find(isTracked);
  const kept = new Set(own === undefined ? [] : sharedFields(own['fieldsV1'], manifest));
  const others = entries.filter((entry) => entry !== own).toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
  for (const entry of others) {
    const [field] = sharedFields(entry['fieldsV1'], manifest)
      .filter((shared) => !kept.has(shared))
      .toSorted();
    if (field !== undefined) return { field, manager: textOf(entry['manager']) };
  }
  return undefined;
}

function isTracked({ fieldsV1 }: JsonObject): boolean {
  const path = ['f:metadata', 'f:annotations', `f:${trackingAnnotation}`];
  const found = path.reduce<JsonValue | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), fieldsV1);
  return found !== undefined;
}

function timeOf({ time }: JsonObject): string {
  return textOf(time);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The fields of a FieldsV1 that the value states too. */
function sharedFields(fields: JsonValue | undefined, value: unknown): string[] {
  return leavesOf(fields, value, '').map((path) => path.replace(/^\./, ''));
}

/** FieldsV1 writes `f:` before a field, `k:` before the keys of a list item, `v:` before a member of a set. */
function leavesOf(fields: JsonValue | undefined, value: unknown, path: string): string[] {
  if (!isJsonObject(fields)) return [];
  const inner = Object.entries(fields).filter(([key]) => key !== '.');
  if (inner.length === 0) return path === '' ? [] : [path];
  return inner.flatMap(([key, deeper]) => {
    const found = stepInto(value, key);
    return found === undefined ? [] : leavesOf(deeper, found.value, `${path}${found.name}`);
  });
}

function stepInto(value: unknown, key: string): { readonly name: string; readonly value: unknown } | undefined {
  const [kind, rest] = [key.slice(0, 2), key.slice(2)];
  if (kind === 'f:' && isJsonObject(value)) {
    const field = Object.hasOwn(value, rest) ? value[rest] : undefined;
    return field === undefined ? undefined : { name: `.${rest}`, value: field };
  }
  if (!Array.isArray(value) || (kind !== 'k:' && kind !== 'v:')) return undefined;
  const wanted: JsonValue = JSON.parse(rest);
  const items: readonly unknown[] = value;
  const item = items.find((candidate) => (kind === 'v:' ? isSame(candidate, wanted) : hasKeys(candidate, wanted)));
  return item === undefined ? undefined : { name: `[${describeItem(wanted)}]`, value: item };
}

function hasKeys(item: unknown, keys: JsonValue): boolean {
  return (
    isJsonObject(item) && isJsonObject(keys) && Object.entries(keys).every(([name, key]) => isSame(item[name], key))
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
}

function describeItem(wanted: JsonValue): string {
  if (!isJsonObject(wanted)) return asText(wanted);
  return Object.entries(wanted)
    .map(([name, key]) => `${name}=${asText(key)}`)
    .join(',');
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
