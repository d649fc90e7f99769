import type { JsonObject } from '#core/model/json.ts';

/** Decodes the base64 values of a Secret's `data`, read as UTF-8. */
export function decodeSecretData(data: JsonObject): Readonly<Record<string, string>> {
  const decoded: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === 'string') decoded[key] = Buffer.from(value, 'base64').toString('utf8');
  }
  return decoded;
}
