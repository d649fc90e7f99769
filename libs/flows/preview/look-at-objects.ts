import { objectKeyId, type ObjectKey } from '#core/model/object-key.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { ObjectLook } from '#core/preview/compose-preview.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { InspectedObject, TenantSpoke } from '../ports/cluster-access.port.ts';

/** Objects that are there, by object key id; or why that cannot be told of one: half of a picture would be a wrong one (law 3). */
export async function inspectObjects(
  objects: readonly (ObjectKey & { readonly version: string })[],
  spoke: TenantSpoke,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, InspectedObject>, string>> {
  const seen = new Map<string, InspectedObject>();
  const looks = await Promise.all(objects.map(({ version, ...key }) => spoke.inspect(keyOf(key), version, signal)));
  for (const [index, look] of looks.entries()) {
    if (!look.ok) return fail(asSentence(look.failure.message));
    const object = objects[index];
    if (object !== undefined && look.value !== undefined) seen.set(objectKeyId(object), look.value);
  }
  return succeed(seen);
}

/** What the cluster says to each apply, by object key id. Nothing is stored. */
export async function tryApplies(
  steps: readonly ApplyStep[],
  spoke: TenantSpoke,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ObjectLook['dryRun']>> {
  const tried = await Promise.all(
    steps.map(async ({ key, manifest, force, uid }) => {
      const answer = await spoke.tryApply({ manifest, force, uid, signal });
      const outcome = answer.ok ? { object: answer.value } : { refusal: asSentence(answer.failure.message) };
      return [objectKeyId(key), outcome] as const;
    }),
  );
  return new Map(tried);
}

function keyOf({ group, kind, namespace, name }: ObjectKey): ObjectKey {
  return { group, kind, namespace, name };
}
