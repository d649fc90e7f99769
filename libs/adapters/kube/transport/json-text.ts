declare global {
  interface JSON {
    /** In Node since 21, not yet in TypeScript's library. */
    rawJSON(text: string): unknown;
  }
}

/** JSON as the API server wants it: integers that came as bigint are written with all their digits. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? JSON.rawJSON(item.toString()) : item,
  );
}
