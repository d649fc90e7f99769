import type { InventoryEntry } from '#core/model/inventory.ts';
import type { ObjectKey } from '#core/model/object-key.ts';
import type { KeepReason, KeepStep, PruneStep, SyncDecisions } from './plan.ts';

export interface PruneQuestion {
  /** An object we own and that is not desired. */
  readonly entry: InventoryEntry;
  readonly policy: SyncDecisions;
  /** The Application itself is going away. */
  readonly deleting: boolean;
  /** Git has no object at all for this Application: more often a mistake than a wish. */
  readonly nothingDesired: boolean;
  /** Its manifest is there and says that it is not to be synced. */
  readonly isSkipped: boolean;
  /** The sync option PruneLast, of the object or the Application. */
  readonly pruneLast: boolean;
}

/** Decides whether an object that is no longer wanted is deleted, and why it is kept when it is not. */
export function decidePrune(question: PruneQuestion): PruneStep | KeepStep {
  const { entry, deleting, pruneLast } = question;
  const reason = findReasonToKeep(question);
  if (reason) return { action: 'keep', entry, reason };
  return {
    action: 'prune',
    key: keyOf(entry),
    version: entry.version,
    ...(entry.uid !== undefined && { uid: entry.uid }),
    reason: deleting ? 'application-deleted' : 'gone-from-git',
    ...(pruneLast && { last: true }),
  };
}

function findReasonToKeep({
  entry,
  policy,
  deleting,
  nothingDesired,
  isSkipped,
}: PruneQuestion): KeepReason | undefined {
  if (deleting) return entry.keep?.includes('delete') ? 'delete-disabled-by-annotation' : undefined;
  if (isSkipped) return 'skipped-by-annotation';
  if (entry.keep?.includes('prune')) return 'prune-disabled-by-annotation';
  if (!policy.prune) return 'prune-off';
  if (nothingDesired && !policy.allowEmpty) return 'prune-refused-all';
  return undefined;
}

function keyOf({ group, kind, namespace, name }: InventoryEntry): ObjectKey {
  return { group, kind, namespace, name };
}
