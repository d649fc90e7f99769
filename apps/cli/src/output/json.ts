import type { JsonValue } from '#core/model/json.ts';

export function formatJson(value: JsonValue): string {
  return `${JSON.stringify(value, writable, 2)}\n`;
}

/** Whole numbers of template parameters may be bigints. One that a number cannot hold is written as text, with all its digits. */
function writable(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}
