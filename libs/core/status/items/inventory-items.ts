import type { InventoryEntry } from '../../model/objects/inventory.ts';
import { objectKeyId, parseObjectKeyId } from '../../model/objects/object-key.ts';
import type { ApplicationStatus } from '../../resources/application.ts';

export type InventoryItem = NonNullable<ApplicationStatus['inventory']>[number];

/** The compact form of the inventory in an Application's status: the key as one text, absent fields left out. */
export function toInventoryItems(entries: readonly InventoryEntry[]): InventoryItem[] {
  return entries.map(({ version, uid, desiredHash, entryHash, wave, keep, pruneLast, ignoreExtraneous, ...key }) => ({
    id: objectKeyId(key),
    version,
    ...(uid !== undefined && { uid }),
    ...(desiredHash !== undefined && { desiredHash }),
    ...(entryHash !== undefined && { entryHash }),
    ...(wave !== undefined && { wave }),
    ...(keep !== undefined && { keep: [...keep] }),
    ...(pruneLast !== undefined && { pruneLast }),
    ...(ignoreExtraneous !== undefined && { ignoreExtraneous }),
  }));
}

/** Inverse of {@link toInventoryItems}. Throws on an id of any other form: an inventory read in part would prune in part. */
export function fromInventoryItems(items: readonly InventoryItem[] = []): InventoryEntry[] {
  return items.map(({ id, ...item }) => {
    const key = parseObjectKeyId(id);
    if (key === undefined) throw new Error(`the inventory holds ${JSON.stringify(id)}, which names no object`);
    return { ...key, ...item };
  });
}
