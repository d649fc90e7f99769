import { FunctionError } from '../../template-failure.ts';
import type { RenderBudget } from '../../template-limits.ts';
import { GoList, GoMap, type GoValue } from '../../values/go-value.ts';
import { typeName } from '../../values/type-name.ts';
import { fixed, type TemplateFunction, variadic } from '../template-function.ts';
import { textOf } from '../text/text-of.ts';
import { mergeInto } from './merge-maps.ts';

const deepCopy = fixed(['any'], function (value) {
  if (value === null) throw new FunctionError('there is nothing to copy in nil');
  return copyDeep(value, this.budget);
});
const merge = merging(false);
const mergeOverwrite = merging(true);

/** sprig's functions on maps. `set`, `unset` and the merges change their first argument. Keys come out sorted. */
export const dictFunctions: Readonly<Record<string, TemplateFunction>> = {
  dict: variadic([], 'any', function (pairs) {
    return makeDict(pairs, this.budget);
  }),
  get: fixed(['map', 'string'], (map, key) => (map?.entries.has(key) ? map.entries.get(key) : '')),
  set: fixed(['map', 'string', 'any'], (map, key, value) => {
    if (map === null) throw new FunctionError('assignment to entry in nil map');
    map.entries.set(key, value);
    return map;
  }),
  unset: fixed(['map', 'string'], (map, key) => {
    map?.entries.delete(key);
    return map;
  }),
  hasKey: fixed(['map', 'string'], (map, key) => map?.entries.has(key) ?? false),
  pluck: variadic(['string'], 'map', (key, maps) => {
    const having = maps.filter((map) => map?.entries.has(key));
    return new GoList(having.map((map) => map?.entries.get(key)));
  }),
  keys: variadic(
    [],
    'map',
    (maps) =>
      new GoList(
        maps.flatMap((map) => map?.sortedKeys() ?? []),
        'string',
      ),
  ),
  values: fixed(['map'], (map) => new GoList(map?.sortedKeys().map((key) => map.entries.get(key)) ?? [])),
  pick: variadic(['map'], 'string', function (map, keys) {
    return new GoMap(filterEntries(map, new Set(keys), true, this.budget));
  }),
  omit: variadic(['map'], 'string', function (map, keys) {
    return new GoMap(filterEntries(map, new Set(keys), false, this.budget));
  }),
  merge,
  mustMerge: merge,
  mergeOverwrite,
  mustMergeOverwrite: mergeOverwrite,
  deepCopy,
  mustDeepCopy: deepCopy,
  dig: variadic([], 'any', dig),
};

/** Pairs of key and value; a last key without value gets "". */
function makeDict(pairs: readonly GoValue[], budget: RenderBudget): GoMap {
  const map = new GoMap();
  for (let at = 0; at < pairs.length; at += 2) {
    map.entries.set(textOf(pairs[at], budget), at + 1 < pairs.length ? pairs[at + 1] : '');
  }
  return map;
}

function filterEntries(
  map: GoMap | null,
  keys: ReadonlySet<string>,
  isWanted: boolean,
  budget: RenderBudget,
): [string, GoValue][] {
  const entries = [...(map?.entries ?? [])];
  budget.spend(entries.length);
  return entries.filter(([key]) => keys.has(key) === isWanted);
}

function merging(overwrites: boolean): TemplateFunction {
  return variadic(['map'], 'map', function (target, sources) {
    const merged = target ?? new GoMap();
    for (const source of sources) if (source !== null) mergeInto(merged, source, overwrites, this.budget);
    return merged;
  });
}

function copyDeep(value: GoValue, budget: RenderBudget): GoValue {
  budget.spend(1);
  return budget.deeper(() => {
    if (value instanceof GoList)
      return new GoList(
        value.items.map((item) => copyDeep(item, budget)),
        value.elementType,
      );
    if (!(value instanceof GoMap)) return value;
    return new GoMap(
      [...value.entries].map(([key, item]) => [key, copyDeep(item, budget)] as const),
      value.valueType,
    );
  });
}

/** `dig "a" "b" default map`: follows keys, gives the default where one is missing; a value on the way must be a map. */
function dig(args: readonly GoValue[]): GoValue {
  if (args.length < 3) throw new FunctionError('dig needs at least three arguments');
  const fallback = args.at(-2);
  let found: GoValue = args.at(-1);
  for (const key of args.slice(0, -2)) {
    if (typeof key !== 'string')
      throw new FunctionError(`interface conversion: interface {} is ${typeName(key)}, not string`);
    if (!(found instanceof GoMap) || found.valueType !== 'interface {}') {
      throw new FunctionError(`interface conversion: interface {} is ${typeName(found)}, not map[string]interface {}`);
    }
    if (!found.entries.has(key)) return fallback;
    found = found.entries.get(key);
  }
  return found;
}
