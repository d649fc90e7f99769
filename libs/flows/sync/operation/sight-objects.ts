import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { objectKeyId, type ObjectKey } from '#core/model/objects/object-key.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Sighting } from '#core/plan/plan.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { confirmSightings } from '#core/sync-target/confirm-sightings.ts';
import type { InspectedObject, SpokeFailure, TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';
import { blockerOf } from '../execution/spoke-blocker.ts';
import type { SyncPorts } from '../sync-ports.ts';
import { mapAtOnce, OBJECTS_AT_ONCE } from '../../loops/map-at-once.ts';

/** What of an inventory is not on its cluster as it was applied, read object by object: for people, who trust their eyes and not a watch. */
export async function sightObjects(
  inventory: readonly InventoryEntry[],
  cluster: string,
  tenant: string,
  { clusters }: Pick<SyncPorts, 'clusters'>,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Sighting>, Blocker>> {
  const spoke = await clusters.asTenant(cluster, tenant);
  if (!spoke.ok) return fail(blockerOf(spoke.failure));
  const seen = await inspectObjects(inventory, spoke.value, signal);
  return seen.ok ? succeed(sightingsOf(inventory, seen.value)) : fail(blockerOf(seen.failure));
}

/** Objects that are there, by object key id; or why that cannot be told of one: half of a picture would be a wrong one (law 3). */
export async function inspectObjects(
  objects: readonly (ObjectKey & { readonly version: string })[],
  spoke: TenantSpoke,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, InspectedObject>, SpokeFailure>> {
  const seen = new Map<string, InspectedObject>();
  const looks = await mapAtOnce(objects, OBJECTS_AT_ONCE, (object) =>
    spoke.inspect(keyOf(object), object.version, signal),
  );
  for (const [index, look] of looks.entries()) {
    if (!look.ok) return look;
    const object = objects[index];
    if (object !== undefined && look.value !== undefined) seen.set(objectKeyId(object), look.value);
  }
  return succeed(seen);
}

export function sightingsOf(
  inventory: readonly InventoryEntry[],
  seen: ReadonlyMap<string, InspectedObject>,
): ReadonlyMap<string, Sighting> {
  const states = inventory.map((entry) => {
    const found = seen.get(objectKeyId(entry));
    const state =
      found === undefined
        ? { state: 'missing' as const }
        : { state: 'present' as const, uid: found.uid, entryHash: found.entryHash };
    return [objectKeyId(entry), state] as const;
  });
  return confirmSightings(inventory, new Map(states));
}

function keyOf({ group, kind, namespace, name }: ObjectKey): ObjectKey {
  return { group, kind, namespace, name };
}
