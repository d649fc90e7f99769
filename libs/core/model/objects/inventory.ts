import type { ObjectKey } from './object-key.ts';

/**
 * What must not delete the object, ever or without a person's word: its absence from git, or the end of the Application. What is allowed
 * may delete it, though the Application says otherwise of all.
 */
export const keepReasons = [
  'prune',
  'delete',
  'prune-until-approved',
  'delete-until-approved',
  'prune-allowed',
  'delete-allowed',
] as const;
export type KeepWhen = (typeof keepReasons)[number];

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
  /** Sync wave of the manifest as last applied: the order of its removal, when git no longer has it. Absent means 0. */
  readonly wave?: number | undefined;
  /** From the manifest's sync options as last applied. Absent means that nothing keeps the object. */
  readonly keep?: readonly KeepWhen[] | undefined;
  /** From the sync option PruneLast=true as last applied: its removal waits for everything else. */
  readonly pruneLast?: boolean | undefined;
  /** From the compare option IgnoreExtraneous as last applied: what is kept of it without git does not count as a difference. */
  readonly ignoreExtraneous?: boolean | undefined;
}
