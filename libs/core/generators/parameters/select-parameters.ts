import { type JsonValue, isJsonObject } from '#core/model/json.ts';
import { type LabelSelector, selectorMatches } from '#core/model/label-selector.ts';
import { floatText } from '#core/templating/printf/float-digits.ts';
import type { ParameterSet } from './parameter-set.ts';

/**
 * Keeps the sets that the selector of a generator matches. Parameters are seen flat (`values.env`, `path.basename`) and as
 * text of any form, URLs too; a list of texts is seen as Go prints it (`[a b]`) and item by item (`hosts.0`).
 */
export function selectParameters(sets: readonly ParameterSet[], selector: LabelSelector): ParameterSet[] {
  return sets.filter((parameters) => selectorMatches(selector, Object.fromEntries(flatten(parameters, ''))));
}

function flatten(value: JsonValue, key: string): [string, string][] {
  if (Array.isArray(value)) {
    const items = value.flatMap((item, index) => flatten(item, `${key}.${index}`));
    return value.every((item) => typeof item === 'string') ? [[key, `[${value.join(' ')}]`], ...items] : items;
  }
  if (!isJsonObject(value)) return [[key, printValue(value)]];
  return Object.entries(value).flatMap(([name, item]) => flatten(item, key === '' ? name : `${key}.${name}`));
}

function printValue(value: Exclude<JsonValue, object> | null): string {
  if (value === null) return '<nil>';
  return typeof value === 'number' ? floatText(value, 'g', undefined) : String(value);
}
