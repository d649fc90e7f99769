import { type JsonValue, isJsonObject } from '#core/model/json.ts';
import type { FieldType } from './field-types.ts';

/** A field that Argo CD's type does not have. */
export interface UnknownField {
  readonly path: readonly (string | number)[];
  readonly name: string;
  /** The fields that there are in its place; sorted. */
  readonly known: readonly string[];
}

/** Compares the names of fields with a type, at every depth. What does not fit the type at all is left to `findMisfits`. In the order written. */
export function findUnknownFields(value: JsonValue, type: FieldType, path: UnknownField['path'] = []): UnknownField[] {
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) => findUnknownFields(item, type.of, [...path, index]));
  }
  if ((type.kind !== 'object' && type.kind !== 'map') || !isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = [...path, name];
    const of = type.kind === 'map' ? type.of : type.fields.get(name)?.type;
    if (of) return findUnknownFields(inner, of, place);
    return type.kind === 'map' ? [] : [{ path: place, name, known: [...type.fields.keys()].toSorted() }];
  });
}
