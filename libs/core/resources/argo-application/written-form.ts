import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import type { Field, FieldType } from './field-types.ts';

/**
 * An object as Argo CD writes it after reading it: unset optional fields are left out, the others are always there, fields the type does
 * not know are gone; sorted by name. What does not fit its type (see `findMisfits`) is written unchanged. Undefined counts as absent.
 */
export function writtenObject(
  value: Readonly<Record<string, JsonValue | undefined>>,
  fields: ReadonlyMap<string, Field>,
): JsonObject {
  const entries = [...fields].flatMap(([name, { type, written }]): [string, JsonValue][] => {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given !== undefined && given !== null) {
      const inner = writtenForm(given, type);
      return written === 'if-filled' && isEmpty(inner) ? [] : [[name, inner]];
    }
    return written === 'always' ? [[name, emptyValue(type)]] : [];
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function writtenForm(value: JsonValue, type: FieldType): JsonValue {
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => writtenForm(item, type.of));
  if (type.kind === 'map' && isJsonObject(value)) return mapFields(value, (inner) => writtenForm(inner, type.of));
  if (type.kind === 'object') return isJsonObject(value) ? writtenObject(value, type.fields) : value;
  return value;
}

function mapFields(value: JsonObject, write: (inner: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, write(inner)]));
}

function isEmpty(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === false || value === 0 || value === 0n;
}

function emptyValue(type: FieldType): JsonValue {
  if (type.kind === 'object') return writtenObject({}, type.fields);
  if (type.kind === 'list') return [];
  if (type.kind === 'map') return {};
  return type.kind === 'flag' ? false : type.kind === 'text' ? '' : 0;
}
