import type { ApplyStep } from '#core/plan/plan.ts';
import { applyAround } from './apply-around.ts';
import { applyClientSide, NOTHING_IGNORED } from './apply-client-side.ts';
import { type Applied, applyKnown, type StepSite } from './apply-known.ts';
import { statesReplicas } from './autoscaled.ts';
import { leaveClientSide, wasClientSide } from './leave-client-side.ts';
import { recreateObject } from './recreate-object.ts';
import { replaceObject } from './replace-object.ts';
import { takeOver } from './take-over.ts';

/**
 * Applies one object in the way that its step and the cluster ask for. Usually one request. More are sent where somebody else's tool
 * made the object, where places are ignored, and for the options Replace and Force.
 */
export async function applyObject(step: ApplyStep, site: StepSite): Promise<Applied> {
  const { replace, recreate, asHub } = step.options ?? {};
  if (asHub) return site.spoke.applyNamespace({ manifest: step.manifest, signal: site.signal });
  if (replace && recreate && step.force) return recreateObject(step, applyWhole, site);
  const applied = replace && step.force ? await replaceObject(step, applyWhole, site) : await applyInPlace(step, site);
  if (applied.ok || applied.failure.kind !== 'immutable' || !recreate) return applied;
  return recreateObject(step, applyWhole, site);
}

/** Where nobody else's fields are left: as a whole, by force. */
function applyWhole(step: ApplyStep, site: StepSite): Promise<Applied> {
  return step.options?.clientSide ? applyClientSide(step, site) : applyKnown(step, site, true);
}

async function applyInPlace(step: ApplyStep, site: StepSite): Promise<Applied> {
  if (step.options?.clientSide) return applyClientSide(step, site);
  const applied = await applyServerSide(step, site);
  if (!wasClientSide(applied, site.spoke.fieldManager)) return applied;
  const left = await leaveClientSide(step, site);
  return left.ok ? applyServerSide(step, site) : left;
}

async function applyServerSide(step: ApplyStep, site: StepSite): Promise<Applied> {
  if (step.ignored !== undefined) return applyAround(step, step.ignored, site);
  const mayBeScaled = step.force && statesReplicas(step.manifest);
  const applied = await applyKnown(step, site, step.force && !mayBeScaled);
  if (!mayBeScaled) return step.force ? applied : takeOver(step, applied, site);
  // Somebody took a field from us. If it is the replicas, it may have been an autoscaler.
  const isTaken = !applied.ok && applied.failure.kind === 'field-conflict';
  return isTaken ? applyAround(step, NOTHING_IGNORED, site) : applied;
}
