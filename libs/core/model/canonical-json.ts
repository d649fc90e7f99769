import { isJsonObject, type JsonObject } from './json.ts';

/**
 * JSON without spaces and with sorted keys: equal data gives equal text, whatever order it was written in, so that the text can
 * be digested and compared. Integers beyond 2^53 keep all digits. Members that are undefined are left out.
 * Throws for NaN and infinite numbers, which JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
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
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value)}`;
  }
  return members;
}
