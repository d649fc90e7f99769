import { canonicalJson } from '#core/model/canonical-json.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';

/**
 * Our own entry in an object's `metadata.managedFields`, as text that changes when anyone takes, changes or removes a field we
 * own, and not otherwise (design §9): the entry of `manager` with operation Apply and no subresource, with its apiVersion, sorted
 * keys, and without its time. Digest it to remember it. Undefined when there is no such entry: somebody stripped it, or we
 * never applied the object.
 */
export function fieldEntryText(managedFields: unknown, manager: string): string | undefined {
  const entry = findEntry(managedFields, manager);
  return entry === undefined ? undefined : canonicalJson({ ...entry, time: undefined });
}

/** The fields of that entry, as `fieldsV1` writes them. */
export function ownedFields(managedFields: unknown, manager: string): JsonObject | undefined {
  const fields = findEntry(managedFields, manager)?.['fieldsV1'];
  return isJsonObject(fields) ? fields : undefined;
}

function findEntry(managedFields: unknown, manager: string): JsonObject | undefined {
  if (!Array.isArray(managedFields)) return undefined;
  return managedFields.find((candidate): candidate is JsonObject => isOwnApply(candidate, manager));
}

function isOwnApply(candidate: unknown, manager: string): candidate is JsonObject {
  if (!isJsonObject(candidate)) return false;
  return candidate['manager'] === manager && candidate['operation'] === 'Apply' && !candidate['subresource'];
}
