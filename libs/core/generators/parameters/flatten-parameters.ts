import { type JsonValue, isJsonObject } from '#core/model/json.ts';
import { floatText } from '#core/templating/printf/float-digits.ts';
import type { ParameterSet } from './parameter-set.ts';

/**
 * Nested data as flat parameters of text: `a.b`, items of lists as `a.0`. Numbers, booleans and nulls become what Go prints for
 * them (`1e+06`, `<nil>`); empty objects and lists give nothing. Where two places have one flat name, the later one counts.
 */
export function flattenParameters(set: ParameterSet): Record<string, string> {
  return Object.fromEntries(flatEntries(set, '', false));
}

/** As {@link flattenParameters}, but a list of texts is also there as Go prints it: `[a b]`. Selectors see parameters so. */
export function flattenForSelector(set: ParameterSet): Record<string, string> {
  return Object.fromEntries(flatEntries(set, '', true));
}

function flatEntries(value: JsonValue, key: string, keepsTextLists: boolean): [string, string][] {
  if (Array.isArray(value)) {
    const items = value.flatMap((item, index) => flatEntries(item, `${key}.${index}`, keepsTextLists));
    const isTexts = keepsTextLists && value.every((item) => typeof item === 'string');
    return isTexts ? [[key, `[${value.join(' ')}]`], ...items] : items;
  }
  if (!isJsonObject(value)) return [[key, scalarText(value)]];
  return Object.entries(value).flatMap(([name, item]) =>
    flatEntries(item, key === '' ? name : `${key}.${name}`, keepsTextLists),
  );
}

/** A scalar as Go's `%v` prints it after decoding JSON; a bigint is an integer of Go and keeps its digits. */
export function scalarText(value: Exclude<JsonValue, object> | null): string {
  if (value === null) return '<nil>';
  return typeof value === 'number' ? floatText(value, 'g', undefined) : String(value);
}
