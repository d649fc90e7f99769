import { composeWrite } from '#core/client-side-apply/compose-write.ts';
import { withLastApplied } from '#core/client-side-apply/last-applied.ts';
import type { JsonObject } from '#core/model/json.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import { type Result, succeed } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { ObjectLook } from '#core/preview/compose-preview.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { SpokeFailure, TenantSpoke } from '../ports/clusters/cluster-access.port.ts';
import { mapAtOnce, OBJECTS_AT_ONCE } from '../loops/map-at-once.ts';

/** What the cluster says to each apply, by object key id. Nothing is stored. */
export async function tryApplies(
  steps: readonly ApplyStep[],
  looks: ReadonlyMap<string, ObjectLook>,
  spoke: TenantSpoke,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ObjectLook['dryRun']>> {
  const tried = await mapAtOnce(steps, OBJECTS_AT_ONCE, async (step) => {
    const id = objectKeyId(step.key);
    const answer = await tryApply(step, looks.get(id)?.live, spoke, signal);
    const outcome = answer.ok ? { object: answer.value } : { refusal: asSentence(answer.failure.message) };
    return [id, outcome] as const;
  });
  return new Map(tried);
}

async function tryApply(
  { manifest, force, uid, options }: ApplyStep,
  live: JsonObject | undefined,
  spoke: TenantSpoke,
  signal: AbortSignal,
): Promise<Result<JsonObject, SpokeFailure>> {
  if (!options?.clientSide) return spoke.tryApply({ manifest, force, uid, signal });
  const isLenient = options.lenient;
  if (live === undefined)
    return spoke.tryClientSide({ manifest, write: { create: withLastApplied(manifest) }, isLenient, signal });
  const patch = composeWrite({ manifest, live, fieldManager: spoke.fieldManager });
  return patch === undefined ? succeed(live) : spoke.tryClientSide({ manifest, write: { patch }, isLenient, signal });
}
