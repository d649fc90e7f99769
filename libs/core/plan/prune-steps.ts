import type { InventoryEntry, KeepWhen } from '#core/model/objects/inventory.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import type { KeepReason, KeepStep, PlanStep, PruneStep, SyncDecisions } from './plan.ts';

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
  const { entry, deleting, pruneLast, policy } = question;
  const reason = findReasonToKeep(question);
  if (reason)
    return { action: 'keep', entry, reason: entry.ignoreExtraneous && !deleting ? 'extraneous-ignored' : reason };
  return {
    action: 'prune',
    key: keyOf(entry),
    version: entry.version,
    ...(entry.uid !== undefined && { uid: entry.uid }),
    reason: deleting ? 'application-deleted' : 'gone-from-git',
    ...(pruneLast && { last: true }),
    ...(policy.propagation && { propagation: policy.propagation }),
  };
}

function findReasonToKeep({
  entry,
  policy,
  deleting,
  nothingDesired,
  isSkipped,
}: PruneQuestion): KeepReason | undefined {
  if (deleting) return findReasonToOutlive(entry, policy);
  if (isSkipped) return 'skipped-by-annotation';
  const keep = ownOrDefault(entry, policy, 'prune');
  if (keep === 'prune') return 'prune-disabled-by-annotation';
  if (!policy.prune) return 'prune-off';
  if (nothingDesired && !policy.allowEmpty) return 'prune-refused-all';
  if (policy.mayHaveMoved) return 'may-have-moved';
  return keep === 'prune-until-approved' && !policy.isApproved ? 'prune-unapproved' : undefined;
}

function findReasonToOutlive(entry: InventoryEntry, policy: SyncDecisions): KeepReason | undefined {
  const keep = ownOrDefault(entry, policy, 'delete');
  if (keep === 'delete') return 'delete-disabled-by-annotation';
  return keep === 'delete-until-approved' && !policy.isApproved ? 'delete-unapproved' : undefined;
}

/** What the object says goes before what the Application says of all. */
function ownOrDefault({ keep: own }: InventoryEntry, { keep: ofAll }: SyncDecisions, when: 'prune' | 'delete') {
  const isMeant = (reason: KeepWhen) => reason.startsWith(when);
  return own?.find(isMeant) ?? ofAll?.find(isMeant);
}

/** With more prunes than the budget has, none is done: which of them were meant, only a person can tell. */
export function holdOverBudget(steps: readonly PlanStep[], policy: SyncDecisions): ReadonlySet<PlanStep> {
  const { pruneBudget, isApproved } = policy;
  const prunes = steps.filter((step) => step.action === 'prune' && step.reason === 'gone-from-git');
  const isOver = pruneBudget !== undefined && prunes.length > pruneBudget && !isApproved;
  return new Set(isOver ? prunes : []);
}

function keyOf({ group, kind, namespace, name }: InventoryEntry): ObjectKey {
  return { group, kind, namespace, name };
}
