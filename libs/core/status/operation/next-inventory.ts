import type { InventoryEntry } from '../../model/objects/inventory.ts';
import { objectKeyId } from '../../model/objects/object-key.ts';
import type { StepResult } from './step-result.ts';

/**
 * The inventory after an operation, sorted by key. `before` holds the intents too. Whatever was not confirmed as deleted stays: an
 * object whose delete was refused, a step that was not reached, an intent whose apply failed (the request may have arrived). A
 * known object whose apply failed loses its `entryHash`, so that the next plan applies it again even if nobody sights it again.
 */
export function nextInventory(before: readonly InventoryEntry[], results: readonly StepResult[]): InventoryEntry[] {
  const entries = new Map(before.map((entry) => [objectKeyId(entry), entry]));
  for (const result of results) {
    if (result.step.action === 'hook') continue;
    const id = objectKeyId(result.step.key);
    const entry = entries.get(id);
    if (result.outcome === 'pruned') entries.delete(id);
    else if ('entry' in result) entries.set(id, result.entry);
    else if (result.step.action === 'apply' && entry !== undefined) entries.set(id, withoutEntryHash(entry));
  }
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function withoutEntryHash({ entryHash: _, ...entry }: InventoryEntry): InventoryEntry {
  return entry;
}
