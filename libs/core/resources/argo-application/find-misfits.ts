import { type JsonValue, isJsonObject } from '#core/model/json.ts';
import type { FieldType } from './field-types.ts';

/** A value that its field cannot hold. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  /** `true or false expected, found text "yes"` */
  readonly message: string;
}

/** Compares a value with its type. Null fits everywhere, and fields the type does not know are left to others. In the order written. */
export function findMisfits(value: JsonValue, type: FieldType, path: Misfit['path'] = []): Misfit[] {
  if (value === null || type.kind === 'any') return [];
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) => findMisfits(item, type.of, [...path, index]));
  }
  if ((type.kind === 'object' || type.kind === 'map') && isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => {
      const of = type.kind === 'map' ? type.of : type.fields.get(key)?.type;
      return of ? findMisfits(inner, of, [...path, key]) : [];
    });
  }
  return fitsScalar(value, type.kind)
    ? []
    : [{ path, message: `${expectations[type.kind]} expected, found ${nameOf(value)}` }];
}

function fitsScalar(value: JsonValue, kind: FieldType['kind']): boolean {
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'flag') return typeof value === 'boolean';
  if (kind === 'whole') return isWhole;
  return kind === 'whole-or-text' && (isWhole || typeof value === 'string');
}

const expectations: Readonly<Record<FieldType['kind'], string>> = {
  text: 'text',
  flag: 'true or false',
  whole: 'a whole number',
  'whole-or-text': 'a whole number or text',
  any: 'anything',
  map: 'an object',
  object: 'an object',
  list: 'a list',
};

function nameOf(value: JsonValue): string {
  if (typeof value === 'string') return `text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}
