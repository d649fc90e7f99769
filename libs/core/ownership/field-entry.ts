import { canonicalJson } from '#core/model/canonical-json.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';

/**
 * Our own entry in an object's `metadata.managedFields`, as text that changes when anyone takes, changes or removes a field we
 * own, and not otherwise (design §9): with its apiVersion, sorted keys, and without its time. Digest it to remember it. Undefined when
 * there is no such entry: somebody stripped it, or we never applied the object.
 */
export function fieldEntryText(managedFields: unknown, manager: string): string | undefined {
  const entry = findOwnEntry(managedFields, manager);
  if (entry === undefined) return undefined;
  // In their order, as the fields within are already: two of these are made of each object that is applied.
  const { apiVersion, fieldsType, fieldsV1, operation } = entry;
  return canonicalJson({ apiVersion, fieldsType, fieldsV1, manager, operation });
}

/** The fields that a server-side apply of ours owns, as `fieldsV1` writes them: what our next one leaves out goes. */
export function ownedFields(managedFields: unknown, manager: string): JsonObject | undefined {
  const fields = findEntry(managedFields, manager, 'Apply')?.['fieldsV1'];
  return isJsonObject(fields) ? fields : undefined;
}

/** The entry of `manager` without a subresource: of its server-side apply, or else that in which a client-side apply states its fields. */
export function findOwnEntry(managedFields: unknown, manager: string): JsonObject | undefined {
  return findEntry(managedFields, manager, 'Apply') ?? findEntry(managedFields, manager, 'Update');
}

function findEntry(managedFields: unknown, manager: string, operation: 'Apply' | 'Update'): JsonObject | undefined {
  if (!Array.isArray(managedFields)) return undefined;
  return managedFields.find(
    (candidate): candidate is JsonObject =>
      isJsonObject(candidate) &&
      candidate['manager'] === manager &&
      candidate['operation'] === operation &&
      !candidate['subresource'],
  );
}
