import type { JsonValue } from '#core/model/json.ts';

export function formatJson(value: JsonValue): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
