import type { IgnoredPlaces } from '#core/ignored-differences/ignored-places.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import { applyAround } from './apply-around.ts';
import { type Applied, applyKnown, type StepSite } from './apply-known.ts';
import { statesReplicas } from './autoscaled.ts';
import { recreateObject } from './recreate-object.ts';
import { replaceObject } from './replace-object.ts';
import { takeOver } from './take-over.ts';

/**
 * Applies one object in the way that its step and the cluster ask for. Usually one request. More are sent where somebody else's tool
 * made the object, where places are ignored, and for the options Replace and Force.
 */
export async function applyObject(step: ApplyStep, site: StepSite): Promise<Applied> {
  const { replace, recreate } = step.options ?? {};
  if (replace && recreate && step.force) return recreateObject(step, site);
  const applied = replace && step.force ? await replaceObject(step, site) : await applyInPlace(step, site);
  if (applied.ok || applied.failure.kind !== 'immutable' || !recreate) return applied;
  return recreateObject(step, site);
}

async function applyInPlace(step: ApplyStep, site: StepSite): Promise<Applied> {
  if (step.ignored !== undefined) return applyAround(step, step.ignored, site);
  const mayBeScaled = step.force && statesReplicas(step.manifest);
  const applied = await applyKnown(step, site, step.force && !mayBeScaled);
  if (!mayBeScaled) return step.force ? applied : takeOver(step, applied, site);
  // Somebody took a field from us. If it is the replicas, it may have been an autoscaler.
  const isTaken = !applied.ok && applied.failure.kind === 'field-conflict';
  return isTaken ? applyAround(step, NOTHING_IGNORED, site) : applied;
}

const NOTHING_IGNORED: IgnoredPlaces = { unwatched: [], unapplied: [], managers: [] };
