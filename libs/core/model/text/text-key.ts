/**
 * A text to look equal values up by. Equal values with equal order of keys have the same text; NaN and infinite numbers, which JSON
 * does not know, share that of null.
 */
export function textKey(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item));
}
