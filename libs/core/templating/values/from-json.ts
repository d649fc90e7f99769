import type { JsonValue } from '#core/model/json.ts';
import { GoList, GoMap, type GoValue } from './go-value.ts';
import { isTextMap } from './text-map.ts';

/** Turns JSON data into template values as Go's decoder does: every number is a float64. Own properties only. */
export function fromJsonValue(value: JsonValue): GoValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return new GoList(value.map(fromJsonValue));
  const entries = Object.keys(value).map((key) => [key, fromJsonValue(value[key] ?? null)] as const);
  return new GoMap(entries, isTextMap(value) ? 'string' : 'interface {}');
}
