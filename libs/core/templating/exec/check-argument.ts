import { assertNever } from '#core/model/result.ts';
import { CheckedInt } from '../functions/template-function.ts';
import { GoList, GoMap, GoObject, type GoValue } from '../values/go-value.ts';
import { GoInt } from '../values/go-numbers.ts';
import type { ParameterType } from '../values/signature.ts';
import { typeName } from '../values/type-name.ts';

/** Go's names of the parameter types. */
export const goTypeNames: Readonly<Record<ParameterType, string>> = {
  any: 'interface {}',
  value: 'reflect.Value',
  string: 'string',
  int: 'int',
  int64: 'int64',
  uint32: 'uint32',
  float64: 'float64',
  bool: 'bool',
  map: 'map[string]interface {}',
  anys: '[]interface {}',
  strings: '[]string',
  time: 'time.Time',
  certificate: 'sprig.certificate',
  version: '*semver.Version',
};

/** Types that accept "no value" as their nil. */
const nilTypes: ReadonlySet<ParameterType> = new Set(['any', 'value', 'map', 'anys', 'strings', 'version']);

export function canBeNil(type: ParameterType): boolean {
  return nilTypes.has(type);
}

export type Checked = { readonly value: GoValue } | { readonly problem: string };

/** Checks a value against a parameter type as Go's assignability does: no conversion between numbers. */
export function checkArgument(value: GoValue, type: ParameterType): Checked {
  if (type === 'value') return { value };
  if (type === 'any') return { value: value ?? null };
  if (value === undefined)
    return canBeNil(type) ? { value: nilOf(type) } : { problem: `invalid value; expected ${goTypeNames[type]}` };
  if (!isAssignable(value, type)) {
    const got = value === null ? 'interface {}' : typeName(value);
    return { problem: `wrong type for value; expected ${goTypeNames[type]}; got ${got}` };
  }
  return { value: value instanceof GoInt ? new CheckedInt(value.kind, value.value) : value };
}

/** The nil of a type: an empty slice behaves like a nil one. */
export function nilOf(type: ParameterType): GoValue {
  if (type === 'anys') return new GoList([]);
  return type === 'strings' ? new GoList([], 'string') : null;
}

function isAssignable(value: GoValue, type: ParameterType): boolean {
  switch (type) {
    case 'any':
    case 'value':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'float64':
      return typeof value === 'number';
    case 'int':
    case 'int64':
    case 'uint32':
      return value instanceof GoInt && value.kind === type;
    case 'map':
      return value instanceof GoMap && value.valueType === 'interface {}';
    case 'anys':
      return value instanceof GoList && value.elementType === 'interface {}';
    case 'strings':
      return value instanceof GoList && value.elementType === 'string';
    case 'time':
    case 'certificate':
    case 'version':
      return value instanceof GoObject && value.shape.typeName === goTypeNames[type];
    default:
      return assertNever(type);
  }
}
