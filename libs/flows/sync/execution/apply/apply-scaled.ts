import type { IgnoredPlaces } from '#core/ignored-differences/ignored-places.ts';
import { isJsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/manifest.ts';
import { objectKeyId } from '#core/model/object-key.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import { applyAround } from './apply-around.ts';
import { type Applied, applyKnown, type StepSite } from './apply-known.ts';

const REPLICAS: IgnoredPlaces = {
  unwatched: [],
  unapplied: [
    [
      { kind: 'field', name: 'spec' },
      { kind: 'field', name: 'replicas' },
    ],
  ],
  managers: [],
};

/** Whether git says how many replicas there are. */
export function statesReplicas({ spec }: Manifest): boolean {
  return isJsonObject(spec) && typeof spec['replicas'] === 'number';
}

/**
 * Applies an object whose replicas an autoscaler may have changed. As long as nobody has taken a field from us this is one request; else
 * the autoscalers of the namespace are read, and where one scales the object, its replicas are left alone.
 */
export async function applyScaled(step: ApplyStep, site: StepSite): Promise<Applied> {
  const { spoke, signal } = site;
  const applied = await applyKnown(step, site, false);
  if (applied.ok || applied.failure.kind !== 'field-conflict') return applied;
  const scaled = await spoke.listScaled(step.key.namespace, signal);
  // A tenant that may not see autoscalers has none.
  const isOpen = scaled.ok || scaled.failure.kind === 'forbidden' || scaled.failure.kind === 'not-found';
  if (!isOpen) return scaled;
  const targets = scaled.ok ? scaled.value.map(objectKeyId) : [];
  return targets.includes(objectKeyId(step.key)) ? applyAround(step, REPLICAS, site) : applyKnown(step, site, true);
}
