import type { JsonValue } from '#core/model/json.ts';

/** Levels of lists and maps in what a plugin or a resource answers; Kubernetes objects stay below 50. Far deeper data exhausts the stack. */
export const DEEPEST_ANSWER = 100;

/** True when a value has more levels of lists and maps than these; looks no deeper than that. */
export function isNestedDeeper(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isNestedDeeper(inner, levels - 1));
}
