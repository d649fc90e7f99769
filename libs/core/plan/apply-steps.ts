import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import type { ApplyReason, ApplyStep, DesiredObject, KeepStep, Sighting, SyncDecisions } from './plan.ts';

export interface ApplyQuestion {
  readonly object: DesiredObject;
  readonly entry: InventoryEntry | undefined;
  readonly sighting: Sighting | undefined;
  readonly policy: SyncDecisions;
}

/** Decides what a desired object needs: nothing when it is as we left it, one apply otherwise, and why. */
export function decideApply({ object, entry, sighting, policy }: ApplyQuestion): ApplyStep | KeepStep {
  if (!entry) return applyUnconfirmed(object, 'new');
  if (!entry.uid) return applyUnconfirmed(object, 'unfinished');
  const asCommitted = entry.desiredHash === object.hash && entry.entryHash !== undefined;
  if (asCommitted && !sighting) return { action: 'keep', entry, reason: 'unchanged' };
  if (asCommitted && !policy.selfHeal) return { action: 'keep', entry, reason: 'self-heal-off' };
  // A new object in place of the lost one has a UID of its own: the old one must not be asked for.
  if (sighting === 'missing') return applyKnown(object, 'missing');
  return { ...applyKnown(object, asCommitted ? 'drifted' : reasonOfChange(entry)), uid: entry.uid };
}

function reasonOfChange(entry: InventoryEntry): ApplyReason {
  return entry.desiredHash === undefined || entry.entryHash === undefined ? 'unfinished' : 'changed';
}

function applyKnown(object: DesiredObject, reason: ApplyReason): ApplyStep {
  return { action: 'apply', ...object, reason, force: true };
}

/** Nobody has confirmed that the object there, if any, is ours: the fields of others are left to them (design §9). */
function applyUnconfirmed(object: DesiredObject, reason: ApplyReason): ApplyStep {
  return { action: 'apply', ...object, reason, force: false };
}
