import type { IgnoredPlaces } from '#core/ignored-differences/ignored-places.ts';
import { releaseIgnored, stateAround } from '#core/ignored-differences/state-around.ts';
import type { JsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import { fail, succeed } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import { metadataOf } from '../own-uid.ts';
import type { Applied, StepSite } from './apply-known.ts';
import { withoutAutoscaled } from './autoscaled.ts';
import { takeOver } from './take-over.ts';

/** Somebody writes the object in the very moment: so often it is looked at again. */
const MOST_ATTEMPTS = 5;

/**
 * Applies an object and lets go of what is ignored in it: our entry in managedFields no longer has it, so that nobody's change there is
 * drift. What is not to be stated is stated as it is at that moment, or the API server would remove it as ours.
 */
export async function applyAround(step: ApplyStep, ignored: IgnoredPlaces, site: StepSite): Promise<Applied> {
  const version = parseApiVersion(step.manifest.apiVersion).version;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const live = await site.spoke.read(step.key, version, site.signal);
    if (!live.ok && live.failure.kind !== 'not-found') return live;
    const existing = live.ok ? live.value : undefined;
    const left = existing === undefined ? succeed(ignored) : await withoutAutoscaled(ignored, step, existing, site);
    if (!left.ok) return left;
    const stated = existing === undefined ? step.manifest : stateAround(step.manifest, existing, left.value);
    const applied = await applyAsRead({ ...step, manifest: stated }, existing, site);
    if (!applied.ok && applied.failure.kind === 'precondition') continue;
    if (!applied.ok) return applied;
    const { metadata, created } = applied.value;
    const managedFields = releaseIgnored(metadata, site.spoke.fieldManager, stated, left.value);
    const { resourceVersion } = metadata;
    if (managedFields === undefined || typeof resourceVersion !== 'string') return applied;
    const released = await site.spoke.writeOwners({
      key: step.key,
      version,
      resourceVersion,
      managedFields,
      signal: site.signal,
    });
    if (released.ok) return succeed({ ...released.value, created });
    if (released.failure.kind !== 'precondition') return released;
  }
  const message = `${describeObjectKey(step.key)} is written all the time, so that it cannot be applied without what spec.ignoreDifferences names`;
  return fail({ kind: 'precondition', message });
}

/** Applies to the very state that was read. */
async function applyAsRead(step: ApplyStep, existing: JsonObject | undefined, site: StepSite): Promise<Applied> {
  const { manifest, force } = step;
  const { uid, resourceVersion } = metadataOf(existing ?? {});
  const applied = await site.spoke.apply({
    manifest,
    force,
    ...(typeof uid === 'string' && typeof resourceVersion === 'string' && { uid, resourceVersion }),
    signal: site.signal,
  });
  return force ? applied : takeOver(step, applied, site);
}
