import type { Health } from '../health/health.ts';
import { worstHealth, type ObjectHealth } from '../health/worst-health.ts';
import type { InventoryEntry } from '../model/objects/inventory.ts';
import { objectKeyId } from '../model/objects/object-key.ts';

/** An object of a spoke as a watch showed it last, reduced to what counts. */
export interface SeenState {
  readonly uid: string;
  readonly entryHash: string | undefined;
  /** Undefined for kinds whose existence is enough. */
  readonly health: Health | undefined;
}

/** What the watches know about one object: its state, that it is not there, or nothing yet. */
export type Knowledge = SeenState | 'absent' | 'unknown';

/** How an owned object differs from the inventory. */
export type Mismatch =
  | { readonly state: 'missing' }
  | { readonly state: 'present'; readonly uid: string; readonly entryHash?: string | undefined };

/**
 * Objects of an inventory that are not on the cluster as they were applied last, by object key id. Entries that were never
 * confirmed, and objects nothing is known about yet, are left out: only certainty asks for a repair.
 */
export function findMismatches(
  inventory: readonly InventoryEntry[],
  look: (id: string) => Knowledge,
): Map<string, Mismatch> {
  const mismatches = new Map<string, Mismatch>();
  for (const entry of inventory) {
    const id = objectKeyId(entry);
    const known = look(id);
    if (known === 'unknown' || entry.uid === undefined || entry.entryHash === undefined) continue;
    if (known === 'absent') mismatches.set(id, { state: 'missing' });
    else if (known.uid !== entry.uid || known.entryHash !== entry.entryHash) {
      mismatches.set(id, { state: 'present', uid: known.uid, entryHash: known.entryHash });
    }
  }
  return mismatches;
}

/**
 * The health of an Application from its objects; undefined while something is not known yet. Rule: Argo CD's. The worst object
 * counts, and objects that are not there count only when none is.
 */
export function applicationHealth(
  inventory: readonly InventoryEntry[],
  look: (id: string) => Knowledge,
): Health | undefined {
  const present: ObjectHealth[] = [];
  const absent: ObjectHealth[] = [];
  for (const entry of inventory) {
    const known = look(objectKeyId(entry));
    if (known === 'unknown') return undefined;
    if (known === 'absent') absent.push({ key: entry, health: { status: 'Missing', message: 'not on the cluster' } });
    else if (known.health !== undefined) present.push({ key: entry, health: known.health });
    else present.push({ key: entry, health: { status: 'Healthy', message: '' } });
  }
  return worstHealth(present.length === 0 ? absent : present);
}
