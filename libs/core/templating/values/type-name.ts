import { GoComplex, GoInt } from './go-numbers.ts';
import { GoList, GoMap, type GoValue } from './go-value.ts';

/** The type as Go's `%T` prints it. */
export function typeName(value: GoValue): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'string') return 'string';
  if (value instanceof GoInt) return value.kind;
  if (value instanceof GoComplex) return 'complex128';
  if (value instanceof GoList) return `[]${value.elementType}`;
  if (value instanceof GoMap) return `map[string]${value.valueType}`;
  return value.shape.typeName;
}

/** Go's reflect.Kind, as sprig's `kindOf` names it. */
export function kindName(value: GoValue): string {
  if (value === undefined || value === null) return 'invalid';
  if (value instanceof GoList) return 'slice';
  if (value instanceof GoMap) return 'map';
  if (typeof value === 'object' && 'shape' in value) return value.shape.kind;
  return typeName(value);
}
