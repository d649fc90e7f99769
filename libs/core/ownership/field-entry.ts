import { canonicalJson } from '#core/model/canonical-json.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';

/**
 * Our own entry in an object's `metadata.managedFields`, as text that changes when anyone takes, changes or removes a field we
 * own, and not otherwise (design §9): the entry of `manager` with operation Apply and no subresource, with its apiVersion, sorted
 * keys, and without its time. Digest it to remember it. Undefined when there is no such entry: somebody stripped it, or we
 * never applied the object.
 */
export function fieldEntryText(managedFields: unknown, manager: string): string | undefined {
  if (!Array.isArray(managedFields)) return undefined;
  const entry = managedFields.find((candidate) => isOwnApply(candidate, manager));
  return entry === undefined ? undefined : canonicalJson({ ...entry, time: undefined });
}

function isOwnApply(candidate: unknown, manager: string): candidate is JsonObject {
  if (!isJsonObject(candidate)) return false;
  return candidate['manager'] === manager && candidate['operation'] === 'Apply' && !candidate['subresource'];
}
