import type { ObjectKey } from './object-key.ts';

/**
 * One object that an Application owns on its cluster: the only licence to delete it (law 7).
 * An entry without `uid` is an intent: it was stored before the object's first apply, so that a worker that dies in between
 * leaves no orphan behind.
 */
export interface InventoryEntry extends ObjectKey {
  readonly version: string;
  readonly uid?: string | undefined;
  /** Digest of the manifest as last applied: equal digest means nothing to send. */
  readonly desiredHash?: string | undefined;
  /** Digest of our own managedFields entry as the API server answered it: changes when anyone touches a field we own. */
  readonly entryHash?: string | undefined;
}
