import type { JsonValue } from '#core/model/json.ts';
import { FunctionError } from '../../template-failure.ts';
import type { RenderBudget } from '../../template-limits.ts';
import { GoList, GoMap, type GoValue } from '../../values/go-value.ts';
import { GoComplex, GoInt } from '../../values/go-numbers.ts';
import { toOutputText } from '../../values/text-bytes.ts';
import { numberText } from './json-writer.ts';

/** Turns a template value into JSON data. Throws `FunctionError` for what JSON cannot hold. Keys may be `__proto__`. */
export function toJsonValue(value: GoValue, budget: RenderBudget, level = 0): JsonValue {
  // Deeper values take more indentation when they are printed.
  budget.spend(1 + level / 4);
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? null;
  if (typeof value === 'string') return spendText(toOutputText(value), budget);
  if (typeof value === 'number') return numberText(value) === '-0' ? 0 : value;
  if (value instanceof GoInt) return value.value;
  if (value instanceof GoComplex) throw new FunctionError('json: unsupported type: complex128');
  return budget.deeper(() => collectionOf(value, budget, level + 1));
}

function collectionOf(
  value: Exclude<GoValue, undefined | null | boolean | string | number | GoInt | GoComplex>,
  budget: RenderBudget,
  level: number,
): JsonValue {
  if (value instanceof GoList) return value.items.map((item) => toJsonValue(item, budget, level));
  if (!(value instanceof GoMap)) return toJsonValue(value.shape.json(), budget, level);
  return Object.fromEntries(
    [...value.entries].map(([key, item]) => [toOutputText(key), toJsonValue(item, budget, level)]),
  );
}

/** Long texts that occur many times must not outgrow the limits together. */
function spendText(text: string, budget: RenderBudget): string {
  budget.spend(text.length / 4);
  return text;
}
