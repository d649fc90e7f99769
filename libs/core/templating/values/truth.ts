import { GoComplex, GoInt } from './go-numbers.ts';
import { GoList, GoMap, type GoValue } from './go-value.ts';

/** Is the value true for `if`, `with`, `and`, `or`, `not`? Zero, "", empty and nil are not; structs always are. */
export function isTrue(value: GoValue): boolean {
  if (value === undefined || value === null) return false;
  if (value instanceof GoInt) return value.value !== 0n;
  if (value instanceof GoComplex) return value.real !== 0 || value.imaginary !== 0;
  if (value instanceof GoList) return value.items.length > 0;
  if (value instanceof GoMap) return value.entries.size > 0;
  if (typeof value === 'object') return true;
  if (typeof value === 'number') return value !== 0;
  return Boolean(value);
}
