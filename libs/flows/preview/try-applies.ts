import { objectKeyId } from '#core/model/object-key.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { ObjectLook } from '#core/preview/compose-preview.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { TenantSpoke } from '../ports/cluster-access.port.ts';
import { mapAtOnce, OBJECTS_AT_ONCE } from '../loops/map-at-once.ts';

/** What the cluster says to each apply, by object key id. Nothing is stored. */
export async function tryApplies(
  steps: readonly ApplyStep[],
  spoke: TenantSpoke,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ObjectLook['dryRun']>> {
  const tried = await mapAtOnce(steps, OBJECTS_AT_ONCE, async ({ key, manifest, force, uid }) => {
    const answer = await spoke.tryApply({ manifest, force, uid, signal });
    const outcome = answer.ok ? { object: answer.value } : { refusal: asSentence(answer.failure.message) };
    return [objectKeyId(key), outcome] as const;
  });
  return new Map(tried);
}
