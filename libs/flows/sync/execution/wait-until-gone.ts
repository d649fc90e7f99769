import type { ObjectKey } from '#core/model/object-key.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { SpokeFailure, TenantSpoke } from '../../ports/cluster-access.port.ts';
import { metadataOf } from './own-uid.ts';

/** An object that was deleted; one of another UID in its place is another object. */
export interface DeletedObject {
  readonly key: ObjectKey;
  readonly version: string;
  readonly uid: string;
}

export type Departure =
  | { readonly kind: 'gone' }
  | { readonly kind: 'still-there'; readonly objects: readonly DeletedObject[] }
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
  let left = deleted;
  for (;;) {
    const looks = await Promise.all(left.map(({ key, version }) => spoke.read(key, version, signal)));
    const unseen = looks.find((look) => !look.ok);
    if (unseen !== undefined && !unseen.ok) return { kind: 'unseen', failure: unseen.failure };
    left = left.filter(({ uid }, index) => {
      const look = looks[index];
      return look?.ok === true && look.value !== undefined && metadataOf(look.value)['uid'] === uid;
    });
    if (left.length === 0) return { kind: 'gone' };
    if (signal.aborted || clock.now() >= deadlineMs) return { kind: 'still-there', objects: left };
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}
