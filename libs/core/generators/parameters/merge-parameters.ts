import { type JsonValue, isJsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { asTextMap, isTextMap } from '#core/templating/values/text-map.ts';
import type { ParameterSet } from './parameter-set.ts';

/** Merges two sets key by key; where both have a key, objects merge and otherwise `first` wins, also with an empty value. */
export function mergeNested(first: ParameterSet, second: ParameterSet): ParameterSet {
  const merged = { ...second };
  for (const [key, value] of Object.entries(first)) {
    define(merged, key, Object.hasOwn(second, key) ? mergeValues(value, second[key] ?? null) : value);
  }
  return merged;
}

function mergeValues(first: JsonValue, second: JsonValue): JsonValue {
  if (!isJsonObject(first) || !isJsonObject(second)) return first;
  const merged = mergeNested(first, second);
  return isTextMap(second) && isTextOnly(merged) ? asTextMap(merged) : merged;
}

function isTextOnly(object: ParameterSet): object is Record<string, string> {
  return Object.values(object).every((value) => typeof value === 'string');
}

/** A plain assignment to `__proto__` would not add a key. */
function define(target: ParameterSet, key: string, value: JsonValue): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Joins two flat sets. Fails with the key that has two different values, as Argo CD does without `goTemplate`. */
export function joinFlat(first: ParameterSet, second: ParameterSet): Result<ParameterSet, string> {
  for (const [key, value] of Object.entries(second)) {
    if (Object.hasOwn(first, key) && first[key] !== value) {
      return fail(
        `parameter ${JSON.stringify(key)} has two values, ${JSON.stringify(first[key])} and ${JSON.stringify(value)}; ` +
          'rename one of them (pathParamPrefix does it for git) or set spec.goTemplate: true, where the first child wins',
      );
    }
  }
  return succeed({ ...second, ...first });
}
