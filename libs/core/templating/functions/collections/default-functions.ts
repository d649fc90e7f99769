import { GoObject, type GoValue } from '../../values/go-value.ts';
import { isTrue } from '../../values/truth.ts';
import { kindName, typeName } from '../../values/type-name.ts';
import { fixed, type TemplateFunction, variadic } from '../template-function.ts';
import { deepEqual } from './deep-equal.ts';

/** sprig's functions for defaults, conditions and types. */
export const defaultFunctions: Readonly<Record<string, TemplateFunction>> = {
  default: variadic(['any'], 'any', (fallback, [given]) => (isEmpty(given) ? fallback : given)),
  empty: fixed(['any'], isEmpty),
  coalesce: variadic([], 'any', (values) => values.find((value) => !isEmpty(value)) ?? null),
  all: variadic([], 'any', (values) => values.every((value) => !isEmpty(value))),
  any: variadic([], 'any', (values) => values.some((value) => !isEmpty(value))),
  ternary: fixed(['any', 'any', 'bool'], (yes, no, condition) => (condition ? yes : no)),
  typeOf: fixed(['any'], typeName),
  typeIs: fixed(['string', 'any'], (name, value) => name === typeName(value)),
  typeIsLike: fixed(['string', 'any'], (name, value) => [name, `*${name}`].includes(typeName(value))),
  kindOf: fixed(['any'], kindName),
  kindIs: fixed(['string', 'any'], (name, value) => name === kindName(value)),
  deepEqual: fixed(['any', 'any'], function (a, b) {
    return deepEqual(a, b, this.budget);
  }),
};

/** Zero, "", an empty list or map, false and nil are empty; structs never are. */
export function isEmpty(value: GoValue): boolean {
  return !(value instanceof GoObject) && !isTrue(value);
}
