import type { InventoryEntry } from '../model/objects/inventory.ts';
import { objectKeyId } from '../model/objects/object-key.ts';
import type { Sighting } from '../plan/plan.ts';

/** What a watch showed of an object, as ports/sync-queue hands it over. */
type Observed =
  | { readonly state: 'missing' }
  | { readonly state: 'present'; readonly uid: string; readonly entryHash?: string | undefined };

/**
 * Holds what was seen on the cluster against the newest inventory. An object that is just as the inventory has it was seen
 * between an apply and the news of that apply: nothing to do. One with another UID is not ours: ours is missing.
 */
export function confirmSightings(
  inventory: readonly InventoryEntry[],
  seen: ReadonlyMap<string, Observed>,
): Map<string, Sighting> {
  const sightings = new Map<string, Sighting>();
  for (const entry of inventory) {
    const id = objectKeyId(entry);
    const observed = seen.get(id);
    if (observed === undefined || entry.uid === undefined) continue;
    if (observed.state === 'missing' || observed.uid !== entry.uid) sightings.set(id, 'missing');
    else if (observed.entryHash !== entry.entryHash) sightings.set(id, 'changed');
  }
  return sightings;
}
