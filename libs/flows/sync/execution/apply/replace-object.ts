import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import { fail } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import { metadataOf } from '../own-uid.ts';
import type { Applied, ApplyWhole, StepSite } from './apply-known.ts';

/** Somebody writes the object in the very moment: so often it is looked at again. */
const MOST_ATTEMPTS = 5;

/** The sync option Replace: nothing that others have added to the object stays. The apply afterwards makes its fields ours. */
export async function replaceObject(step: ApplyStep, applyWhole: ApplyWhole, site: StepSite): Promise<Applied> {
  const { spoke, signal } = site;
  const { key, manifest } = step;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const live = await spoke.read(key, parseApiVersion(manifest.apiVersion).version, signal);
    if (!live.ok) return live;
    const { uid, resourceVersion } = metadataOf(live.value ?? {});
    if (typeof uid !== 'string' || typeof resourceVersion !== 'string') return applyWhole(step, site);
    const replaced = await spoke.replace({ manifest, uid, resourceVersion, signal });
    if (replaced.ok) return applyWhole({ ...step, uid }, site);
    if (replaced.failure.kind !== 'precondition') return replaced;
  }
  return fail({
    kind: 'precondition',
    message: `${describeObjectKey(key)} is written all the time, so that it cannot be replaced`,
  });
}
