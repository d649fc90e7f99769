import { FunctionError } from '../../template-failure.ts';
import { compareText } from '../../values/compare-text.ts';
import { GoComplex, GoInt } from '../../values/go-numbers.ts';
import { GoObject, type GoValue } from '../../values/go-value.ts';
import { typeName } from '../../values/type-name.ts';

type BasicKind = 'bool' | 'integer' | 'float' | 'string' | 'complex' | 'none';

function basicKind(value: GoValue): BasicKind {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'string';
  if (value instanceof GoInt) return 'integer';
  return value instanceof GoComplex ? 'complex' : 'none';
}

/** Go's `eq`: refuses different kinds (an int and a float64 are different) and values that cannot be compared. */
export function isEqual(a: GoValue, b: GoValue): boolean {
  const kind = basicKind(a);
  const isNilInvolved = isNil(a) || isNil(b);
  if (kind !== basicKind(b)) {
    if (isNilInvolved) return false;
    throw new FunctionError(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  }
  if (isNilInvolved) return isNil(a) === isNil(b);
  if (a instanceof GoInt && b instanceof GoInt) return a.value === b.value;
  if (a instanceof GoComplex && b instanceof GoComplex) return a.real === b.real && a.imaginary === b.imaginary;
  if (kind !== 'none') return a === b;
  if (a instanceof GoObject && b instanceof GoObject)
    return a.shape.typeName === b.shape.typeName && a.payload === b.payload;
  throw new FunctionError(`non-comparable type ${typeName(b instanceof GoObject ? a : b)}`);
}

function isNil(value: GoValue): boolean {
  return value === undefined || value === null;
}

/** Go's `lt`: for numbers of one kind and for texts. */
export function isLess(a: GoValue, b: GoValue): boolean {
  for (const value of [a, b]) {
    const kind = basicKind(value);
    if (kind === 'none') throw new FunctionError('invalid type for comparison');
  }
  if (basicKind(a) !== basicKind(b)) {
    throw new FunctionError(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  }
  if (a instanceof GoInt && b instanceof GoInt) return a.value < b.value;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b) < 0;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  throw new FunctionError('invalid type for comparison');
}
