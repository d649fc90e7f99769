declare global {
  interface JSON {
    /** In Node since 21, not yet in TypeScript's library. */
    rawJSON(text: string): unknown;
  }
}

/** JSON as the API server wants it: integers that came as bigint are written with all their digits. */
export function toJsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Hardly any object has a bigint, and looking at every value on the way takes five times as long.
    return JSON.stringify(value, (_key, item: unknown) =>
      typeof item === 'bigint' ? JSON.rawJSON(item.toString()) : item,
    );
  }
}
