import type { InventoryEntry } from '../model/objects/inventory.ts';
import { objectKeyId } from '../model/objects/object-key.ts';
import type { DesiredObject, Sighting } from '../plan/plan.ts';
import { type ContentionRecord, nextHealMs, recentHeals } from './contention-record.ts';

export interface Drift {
  readonly desired: readonly DesiredObject[];
  readonly inventory: readonly InventoryEntry[];
  /** By object key id. */
  readonly sightings: ReadonlyMap<string, Sighting>;
  readonly records: readonly ContentionRecord[];
  readonly nowMs: number;
}

export interface HeldBack {
  /** What is to be healed now. */
  readonly sightings: ReadonlyMap<string, Sighting>;
  readonly records: readonly ContentionRecord[];
}

/**
 * Sorts out the drift that is not undone for now, because it was undone too often (see `nextHealMs`). An object that was left different
 * stays so whether or not it was sighted again: only an apply of ours ends that. One that a commit changes is applied in any case.
 */
export function holdBack({ desired, inventory, sightings, records, nowMs }: Drift): HeldBack {
  const entries = new Map(inventory.map((entry) => [objectKeyId(entry), entry]));
  const known = new Map(records.map((record) => [record.id, record]));
  const healed = new Map(sightings);
  const next = new Map<string, ContentionRecord>();
  for (const { key, hash } of desired) {
    const id = objectKeyId(key);
    const { left, ...record } = known.get(id) ?? { id, heals: [] };
    const heals = recentHeals(record.heals, nowMs);
    const isCommitted = entries.get(id)?.desiredHash === hash;
    const difference = isCommitted ? (sightings.get(id) ?? left) : undefined;
    if (difference !== undefined && nextHealMs(heals, nowMs) > nowMs) {
      healed.delete(id);
      next.set(id, { ...record, heals, left: difference });
      continue;
    }
    if (difference !== undefined) healed.set(id, difference);
    if (heals.length > 0) next.set(id, { ...record, heals });
  }
  return { sightings: healed, records: [...next.values()] };
}
