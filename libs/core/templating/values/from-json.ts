import type { JsonValue } from '#core/model/json.ts';
import { TemplateError } from '../template-failure.ts';
import { GoList, GoMap, type GoValue } from './go-value.ts';
import { isTextMap } from './text-map.ts';

/** Deepest nesting of data. Kubernetes objects stay below 50; far deeper data would exhaust the stack. */
const deepestNesting = 1000;

/** Turns JSON data into template values as Go's decoder does: every number is a float64. Own properties only. */
export function fromJsonValue(value: JsonValue, level = 0): GoValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (level > deepestNesting) {
    throw new TemplateError({
      kind: 'limit',
      message: `the data nests deeper than ${deepestNesting} levels; flatten it`,
    });
  }
  if (Array.isArray(value)) return new GoList(value.map((item) => fromJsonValue(item, level + 1)));
  const entries = Object.keys(value).map((key) => [key, fromJsonValue(value[key] ?? null, level + 1)] as const);
  return new GoMap(entries, isTextMap(value) ? 'string' : 'interface {}');
}
