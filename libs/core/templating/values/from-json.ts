import type { JsonObject, JsonValue } from '#core/model/json.ts';
import { TemplateError } from '../template-failure.ts';
import { goInt64 } from './go-numbers.ts';
import { GoList, GoMap, type GoValue } from './go-value.ts';
import { rawJsonObject } from './raw-json-object.ts';
import { isRawJsonMap } from './raw-json.ts';
import { isTextMap } from './text-map.ts';

/** Deepest nesting of data. Kubernetes objects stay below 50; far deeper data would exhaust the stack. */
const deepestNesting = 1000;

/**
 * Turns JSON data into template values as Go's decoder does: every number is a float64. A bigint is a whole number that Go never
 * decoded from JSON (`repository_id`): an int64. Own properties only.
 */
export function fromJsonValue(value: JsonValue, level = 0): GoValue {
  if (typeof value === 'bigint') return goInt64(value);
  if (typeof value !== 'object' || value === null) return value;
  if (level > deepestNesting) {
    throw new TemplateError({
      kind: 'limit',
      message: `the data nests deeper than ${deepestNesting} levels; flatten it`,
    });
  }
  if (Array.isArray(value)) return new GoList(value.map((item) => fromJsonValue(item, level + 1)));
  return fromObject(value, level);
}

function fromObject(object: JsonObject, level: number): GoMap {
  const convert = (item: JsonValue) => fromJsonValue(item, level + 1);
  const isRaw = isRawJsonMap(object);
  const entries = Object.keys(object).map((key) => {
    const item = object[key] ?? null;
    return [key, isRaw ? rawJsonObject(item, convert) : convert(item)] as const;
  });
  return new GoMap(entries, isTextMap(object) ? 'string' : 'interface {}');
}
