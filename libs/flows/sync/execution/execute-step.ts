import { entryAfterApply } from '#core/plan/inventory-entries.ts';
import type { ApplyStep, PruneStep } from '#core/plan/plan.ts';
import type { StepResult } from '#core/status/step-result.ts';
import type { TenantSpoke } from '../../ports/cluster-access.port.ts';
import { ownUid, type StepOwner } from './own-uid.ts';
import { blockerOf } from './spoke-blocker.ts';

/** Executes one step: one request, plus one look at an object that the inventory never confirmed. */
export function executeStep(
  step: ApplyStep | PruneStep,
  spoke: TenantSpoke,
  owner: StepOwner,
  signal: AbortSignal,
): Promise<StepResult> {
  return step.action === 'apply' ? executeApply(step, spoke, signal) : executePrune(step, spoke, owner, signal);
}

async function executeApply(step: ApplyStep, spoke: TenantSpoke, signal: AbortSignal): Promise<StepResult> {
  const { manifest, force, uid } = step;
  let applied = await spoke.apply({ manifest, force, uid, signal });
  // Somebody deleted and recreated our object. The name is ours by the inventory, so what is there now is brought in line.
  if (!applied.ok && applied.failure.kind === 'precondition' && uid !== undefined) {
    applied = await spoke.apply({ manifest, force: true, signal });
  }
  if (!applied.ok) return { step, outcome: 'failed', blocker: blockerOf(applied.failure) };
  return {
    step,
    outcome: applied.value.created ? 'created' : 'configured',
    entry: entryAfterApply(step, applied.value),
  };
}

async function executePrune(
  step: PruneStep,
  spoke: TenantSpoke,
  owner: StepOwner,
  signal: AbortSignal,
): Promise<StepResult> {
  const { key, version } = step;
  const uid = step.uid ?? (await findOwnUid(step, spoke, owner, signal));
  if (typeof uid === 'object') return uid;
  if (uid === undefined) return { step, outcome: 'pruned' };
  const deleted = await spoke.delete({ key, version, uid, signal });
  // Another UID: ours is gone already, and what is there now is not ours to delete.
  if (deleted.ok || deleted.failure.kind === 'precondition') return { step, outcome: 'pruned' };
  return { step, outcome: 'failed', blocker: blockerOf(deleted.failure) };
}

/** UID of an object that a worker meant to create before it died; undefined when it never came to be, or is not ours. */
async function findOwnUid(
  step: PruneStep,
  spoke: TenantSpoke,
  owner: StepOwner,
  signal: AbortSignal,
): Promise<string | undefined | StepResult> {
  const found = await spoke.read(step.key, step.version, signal);
  if (!found.ok && found.failure.kind === 'not-found') return undefined;
  if (!found.ok) return { step, outcome: 'failed', blocker: blockerOf(found.failure) };
  if (found.value === undefined) return undefined;
  return ownUid(found.value, step.key, owner);
}
