import { type JsonValue, isJsonObject } from '#core/model/json.ts';
import { compareText } from '#core/templating/values/compare-text.ts';
import { scalarText } from './flatten-parameters.ts';

/** Any value as Go's `%v` prints it: `[a b]`, `map[k:v]` with sorted keys. A bigint is an integer and keeps its digits. */
export function goText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isJsonObject(value)) return scalarText(value);
  const pairs = Object.entries(value)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, item]) => `${key}:${goText(item)}`);
  return `map[${pairs.join(' ')}]`;
}

/** Whole numbers as integers: Kubernetes objects, unlike parameters, keep them apart from floats. */
export function withIntegers(value: JsonValue): JsonValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(withIntegers);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIntegers(item)]));
}
