import { isFormerManager, takeOverFields } from '#core/ownership/take-over-fields.ts';
import type { JsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { SpokeFailure } from '../../../ports/clusters/cluster-access.port.ts';
import { metadataOf } from '../own-uid.ts';
import type { Applied, StepSite } from './apply-known.ts';

/** Somebody writes the object in the very moment: so often it is looked at again. */
const MOST_ATTEMPTS = 5;

/**
 * Makes an object that a former tool deployed wholly ours, without replacing it: what that tool owned is ours from then on, and what
 * git does not have of it vanishes. `applied` is what came of the first apply, which took nothing from anybody.
 */
export async function takeOver(step: ApplyStep, applied: Applied, site: StepSite): Promise<Applied> {
  if (applied.ok && applied.value.created) return applied;
  if (!applied.ok && !isUpToFormerTools(applied.failure)) return applied;
  let metadata = applied.ok ? succeed(applied.value.metadata) : await readMetadata(step, site);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (!metadata.ok) return metadata;
    const { uid, resourceVersion, managedFields } = metadata.value;
    const owners = takeOverFields(managedFields, site.spoke.fieldManager);
    if (owners === undefined || typeof uid !== 'string' || typeof resourceVersion !== 'string') return applied;
    const written = await site.spoke.writeOwners({
      ...placeOf(step),
      resourceVersion,
      managedFields: owners,
      signal: site.signal,
    });
    if (written.ok) return applyWithForce(step, uid, site);
    if (written.failure.kind !== 'precondition') return written;
    metadata = await readMetadata(step, site);
  }
  return fail({ kind: 'precondition', message: 'The object is written all the time while it is taken over' });
}

function applyWithForce({ manifest }: ApplyStep, uid: string, { spoke, signal }: StepSite): Promise<Applied> {
  return spoke.apply({ manifest, force: true, uid, signal });
}

/** A conflict with anybody else is for people to settle. */
function isUpToFormerTools(failure: SpokeFailure): boolean {
  return failure.kind === 'field-conflict' && failure.managers.length > 0 && failure.managers.every(isFormerManager);
}

async function readMetadata(step: ApplyStep, { spoke, signal }: StepSite): Promise<Result<JsonObject, SpokeFailure>> {
  const { key, version } = placeOf(step);
  const read = await spoke.read(key, version, signal);
  return read.ok ? succeed(metadataOf(read.value ?? {})) : read;
}

function placeOf({ key, manifest }: ApplyStep) {
  return { key, version: parseApiVersion(manifest.apiVersion).version };
}
