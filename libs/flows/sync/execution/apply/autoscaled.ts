import type { IgnoredPlaces } from '#core/ignored-differences/ignored-places.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import { type Result, succeed } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { SpokeFailure } from '../../../ports/clusters/cluster-access.port.ts';
import type { StepSite } from './apply-known.ts';

const replicas = [
  { kind: 'field', name: 'spec' },
  { kind: 'field', name: 'replicas' },
] as const;

/** Whether git says how many replicas there are. */
export function statesReplicas({ spec }: Manifest | JsonObject): boolean {
  return isJsonObject(spec) && typeof spec['replicas'] === 'number';
}

/**
 * `ignored`, with the replicas among what is not applied where the live object has others than git and an autoscaler scales it. The
 * autoscalers of the namespace are read only then.
 */
export async function withoutAutoscaled(
  ignored: IgnoredPlaces,
  { manifest, key }: ApplyStep,
  live: JsonObject,
  { spoke, signal }: StepSite,
): Promise<Result<IgnoredPlaces, SpokeFailure>> {
  if (!statesReplicas(manifest) || replicasOf(manifest) === replicasOf(live)) return succeed(ignored);
  const scaled = await spoke.listScaled(key.namespace, signal);
  // A tenant that may not see autoscalers has none.
  if (!scaled.ok && scaled.failure.kind !== 'forbidden' && scaled.failure.kind !== 'not-found') return scaled;
  const isScaled = scaled.ok && scaled.value.some((target) => objectKeyId(target) === objectKeyId(key));
  return succeed(isScaled ? { ...ignored, unapplied: [...ignored.unapplied, replicas] } : ignored);
}

function replicasOf({ spec }: Manifest | JsonObject) {
  return isJsonObject(spec) ? spec['replicas'] : undefined;
}
