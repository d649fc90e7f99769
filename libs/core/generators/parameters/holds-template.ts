import { isJsonObject } from '#core/model/json.ts';

/** Whether some text of a value, keys included, may be a template of either engine. */
export function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{');
  if (Array.isArray(value)) return value.some(holdsTemplate);
  return isJsonObject(value) && Object.entries(value).some((entry) => entry.some(holdsTemplate));
}
