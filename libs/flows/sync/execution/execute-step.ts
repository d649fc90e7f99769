import { entryAfterApply } from '#core/plan/inventory-entries.ts';
import type { ApplyStep, PruneStep } from '#core/plan/plan.ts';
import type { StepResult } from '#core/status/operation/step-result.ts';
import type { StepSite } from './apply/apply-known.ts';
import { applyObject } from './apply/apply-object.ts';
import { ownUid } from './own-uid.ts';
import { blockerOf } from './spoke-blocker.ts';

/** Executes one step: usually one request, plus one look at an object that the inventory never confirmed. */
export function executeStep(step: ApplyStep | PruneStep, site: StepSite): Promise<StepResult> {
  return step.action === 'apply' ? executeApply(step, site) : executePrune(step, site);
}

async function executeApply(step: ApplyStep, site: StepSite): Promise<StepResult> {
  const applied = await applyObject(step, site);
  if (!applied.ok) return { step, outcome: 'failed', blocker: blockerOf(applied.failure) };
  return {
    step,
    outcome: applied.value.created ? 'created' : 'configured',
    entry: entryAfterApply(step, applied.value),
  };
}

async function executePrune(step: PruneStep, site: StepSite): Promise<StepResult> {
  const { spoke, signal } = site;
  const { key, version, propagation } = step;
  const uid = step.uid ?? (await findOwnUid(step, site));
  if (typeof uid === 'object') return uid;
  if (uid === undefined) return { step, outcome: 'pruned' };
  const deleted = await spoke.delete({ key, version, uid, propagation, signal });
  // Another UID: ours is gone already, and what is there now is not ours to delete.
  if (deleted.ok && deleted.value === 'terminating') return { step, outcome: 'pruned', terminating: uid };
  if (deleted.ok || deleted.failure.kind === 'precondition') return { step, outcome: 'pruned' };
  return { step, outcome: 'failed', blocker: blockerOf(deleted.failure) };
}

/** UID of an object that a worker meant to create before it died; undefined when it never came to be, or is not ours. */
async function findOwnUid(
  step: PruneStep,
  { spoke, owner, signal }: StepSite,
): Promise<string | undefined | StepResult> {
  const found = await spoke.read(step.key, step.version, signal);
  if (!found.ok && found.failure.kind === 'not-found') return undefined;
  if (!found.ok) return { step, outcome: 'failed', blocker: blockerOf(found.failure) };
  if (found.value === undefined) return undefined;
  return ownUid(found.value, step.key, owner);
}
