import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { describeObjectKey, type ObjectKey } from '#core/model/objects/object-key.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { SpokeFailure, TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';
import { metadataOf } from './own-uid.ts';
import { mapAtOnce, OBJECTS_AT_ONCE } from '../../loops/map-at-once.ts';

/** An object that was deleted; one of another UID in its place is another object. */
export interface DeletedObject {
  readonly key: ObjectKey;
  readonly version: string;
  readonly uid: string;
}

/** With what keeps it, as it was seen last. */
export interface StayingObject extends DeletedObject {
  readonly finalizers: readonly string[];
}

export type Departure =
  | { readonly kind: 'gone' }
  | { readonly kind: 'still-there'; readonly objects: readonly StayingObject[] }
  | { readonly kind: 'unseen'; readonly failure: SpokeFailure };

/** An object without finalizers is gone at once; one that stays longer has somebody to be asked. */
const GONE_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 500;

/** Waits until deleted objects are really gone, as their finalizers let them. */
export async function waitUntilGone(
  deleted: readonly DeletedObject[],
  spoke: TenantSpoke,
  clock: Clock,
  signal: AbortSignal,
): Promise<Departure> {
  const deadlineMs = clock.now() + GONE_WITHIN_MS;
  let left: readonly StayingObject[] = deleted.map((object) => ({ ...object, finalizers: [] }));
  for (;;) {
    const looks = await mapAtOnce(left, OBJECTS_AT_ONCE, ({ key, version }) => spoke.read(key, version, signal));
    const unseen = looks.find((look) => !look.ok);
    if (unseen !== undefined && !unseen.ok) return { kind: 'unseen', failure: unseen.failure };
    left = left.flatMap((object, index) => {
      const look = looks[index];
      const isThere = look?.ok === true && look.value !== undefined && metadataOf(look.value)['uid'] === object.uid;
      return isThere ? [{ ...object, finalizers: finalizersOf(look.value) }] : [];
    });
    if (left.length === 0) return { kind: 'gone' };
    if (signal.aborted || clock.now() >= deadlineMs) return { kind: 'still-there', objects: left };
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** Which objects stay and what keeps each, for a message. */
export function describeStaying(objects: readonly StayingObject[]): string {
  const texts = objects.map(({ key, finalizers }) => {
    const kept =
      finalizers.length === 0
        ? ''
        : ` (${finalizers.length === 1 ? 'finalizer' : 'finalizers'} ${finalizers.join(', ')})`;
    return describeObjectKey(key) + kept;
  });
  return listBriefly(texts.toSorted());
}

/** Namespaces have some in their spec, too. */
function finalizersOf(object: JsonObject): string[] {
  const { spec } = object;
  const lists = [metadataOf(object)['finalizers'], isJsonObject(spec) ? spec['finalizers'] : undefined];
  return lists
    .flatMap((list) => (Array.isArray(list) ? list.filter((name) => typeof name === 'string') : []))
    .toSorted();
}
