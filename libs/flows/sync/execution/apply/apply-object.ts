import type { ApplyStep } from '#core/plan/plan.ts';
import { applyAround } from './apply-around.ts';
import { type Applied, applyKnown, type StepSite } from './apply-known.ts';
import { applyScaled, statesReplicas } from './apply-scaled.ts';
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
  if (step.force && statesReplicas(step.manifest)) return applyScaled(step, site);
  const applied = await applyKnown(step, site, step.force);
  return step.force ? applied : takeOver(step, applied, site);
}
