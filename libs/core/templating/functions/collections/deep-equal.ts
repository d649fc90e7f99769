import type { RenderBudget } from '../../template-limits.ts';
import { GoList, GoMap, GoObject, type GoValue } from '../../values/go-value.ts';
import { GoComplex, GoInt } from '../../values/go-numbers.ts';
import { typeName } from '../../values/type-name.ts';

/** Go's reflect.DeepEqual: same type and same content; an int never equals a float64. */
export function deepEqual(a: GoValue, b: GoValue, budget: RenderBudget): boolean {
  budget.spend(1);
  if (typeName(a) !== typeName(b)) return false;
  if (a instanceof GoInt && b instanceof GoInt) return a.value === b.value;
  if (a instanceof GoComplex && b instanceof GoComplex) return a.real === b.real && a.imaginary === b.imaginary;
  if (a instanceof GoList && b instanceof GoList) return budget.deeper(() => equalLists(a, b, budget));
  if (a instanceof GoMap && b instanceof GoMap) return budget.deeper(() => equalMaps(a, b, budget));
  if (a instanceof GoObject && b instanceof GoObject) return a.payload === b.payload;
  return (a ?? null) === (b ?? null);
}

function equalLists(a: GoList, b: GoList, budget: RenderBudget): boolean {
  return a.items.length === b.items.length && a.items.every((item, index) => deepEqual(item, b.items[index], budget));
}

function equalMaps(a: GoMap, b: GoMap, budget: RenderBudget): boolean {
  if (a === b) return true;
  const sameKey = ([key, value]: [string, GoValue]) =>
    b.entries.has(key) && deepEqual(value, b.entries.get(key), budget);
  return a.entries.size === b.entries.size && [...a.entries].every(sameKey);
}
