import { isJsonObject, type JsonObject } from './json.ts';

/**
 * JSON without spaces and with sorted keys: equal data gives equal text, whatever order it was written in, so that the text can
 * be digested and compared. Integers beyond 2^53 keep all digits. Members that are undefined are left out.
 * Throws for NaN and infinite numbers, which JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  // What an API server answers is sorted already, and the engine's own writer takes a third of the time.
  return isCanonical(value) ? JSON.stringify(value) : formatValue(value);
}

/** Whether `JSON.stringify` writes this as it is wanted. */
function isCanonical(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isCanonical);
  if (!isJsonObject(value)) return typeof value !== 'bigint';
  let before = '';
  for (const key of Object.keys(value)) {
    if (key < before || !isCanonical(value[key])) return false;
    before = key;
  }
  return true;
}

function formatValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatValue).join(',')}]`;
  if (isJsonObject(value)) return `{${formatMembers(value)}}`;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`JSON cannot hold the number ${value}`);
  return JSON.stringify(value);
}

function formatMembers(object: JsonObject): string {
  let members = '';
  for (const key of Object.keys(object).toSorted()) {
    const value = object[key];
    if (value === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${formatValue(value)}`;
  }
  return members;
}
