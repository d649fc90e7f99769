/** JSON data as it comes out of YAML, JSON and the Kubernetes API. */
export type JsonValue = string | number | bigint | boolean | null | JsonValue[] | JsonObject;

/** A JSON object. Keys are data: never look one up without `Object.hasOwn` where a tenant chose it. */
export interface JsonObject {
  [key: string]: JsonValue;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
