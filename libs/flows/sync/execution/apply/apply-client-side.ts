import { composeWrite } from '#core/client-side-apply/compose-write.ts';
import { withLastApplied } from '#core/client-side-apply/last-applied.ts';
import type { IgnoredPlaces } from '#core/ignored-differences/ignored-places.ts';
import { releaseIgnored, stateAround } from '#core/ignored-differences/state-around.ts';
import { type Manifest, parseApiVersion } from '#core/model/objects/manifest.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { InspectedObject, SpokeFailure } from '../../../ports/clusters/cluster-access.port.ts';
import { metadataOf } from '../own-uid.ts';
import type { Applied, StepSite } from './apply-known.ts';
import { withoutAutoscaled } from './autoscaled.ts';

/** Somebody writes the object in the very moment: so often it is looked at again. */
const MOST_ATTEMPTS = 5;

export const NOTHING_IGNORED: IgnoredPlaces = { unwatched: [], unapplied: [], managers: [] };

/**
 * The sync option ServerSideApply=false: what was applied last, what is wanted and what is there are merged here, and the difference is
 * sent. One request for an object that is not there yet; one more to read one that is.
 */
export async function applyClientSide(step: ApplyStep, site: StepSite): Promise<Applied> {
  let isThere = step.reason !== 'new' && step.reason !== 'missing';
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const found = isThere ? await inspect(step, site) : succeed(undefined);
    if (!found.ok) return found;
    const written = found.value === undefined ? await create(step, site) : await change(step, found.value, site);
    if (written.ok || written.failure.kind !== 'precondition') return written;
    isThere = true;
  }
  const message = `${describeObjectKey(step.key)} is written all the time, so that it cannot be merged`;
  return fail({ kind: 'precondition', message });
}

async function inspect(
  { key, manifest }: ApplyStep,
  { spoke, signal }: StepSite,
): Promise<Result<InspectedObject | undefined, SpokeFailure>> {
  const found = await spoke.inspect(key, parseApiVersion(manifest.apiVersion).version, signal);
  return found.ok || found.failure.kind !== 'not-found' ? found : succeed(undefined);
}

async function create(step: ApplyStep, site: StepSite): Promise<Applied> {
  const { manifest, options, ignored } = step;
  const created = await site.spoke.writeClientSide({
    manifest,
    write: { create: withLastApplied(manifest) },
    isLenient: options?.lenient,
    signal: site.signal,
  });
  return release(step, manifest, ignored ?? NOTHING_IGNORED, created, site);
}

async function change(step: ApplyStep, { object, uid, entryHash }: InspectedObject, site: StepSite): Promise<Applied> {
  const { spoke, signal } = site;
  const ignored = await withoutAutoscaled(step.ignored ?? NOTHING_IGNORED, step, object, site);
  if (!ignored.ok) return ignored;
  const manifest = stateAround(step.manifest, object, ignored.value);
  const patch = composeWrite({ manifest, live: object, fieldManager: spoke.fieldManager, ignored: ignored.value });
  if (patch === undefined && entryHash !== undefined)
    return succeed({ uid, created: false, entryHash, metadata: metadataOf(object) });
  const write = { patch: patch ?? {} };
  const changed = await spoke.writeClientSide({ manifest, write, isLenient: step.options?.lenient, signal });
  return release(step, manifest, ignored.value, changed, site);
}

/** What a write changes is ours, also where it is to be ignored from then on. */
async function release(
  { key }: ApplyStep,
  manifest: Manifest,
  ignored: IgnoredPlaces,
  applied: Applied,
  { spoke, signal }: StepSite,
): Promise<Applied> {
  if (!applied.ok) return applied;
  const { metadata, created } = applied.value;
  const managedFields = releaseIgnored(metadata, spoke.fieldManager, manifest, ignored);
  const { resourceVersion } = metadata;
  if (managedFields === undefined || typeof resourceVersion !== 'string') return applied;
  const { version } = parseApiVersion(manifest.apiVersion);
  const released = await spoke.writeOwners({ key, version, resourceVersion, managedFields, signal });
  return released.ok ? succeed({ ...released.value, created }) : released;
}
