import type { InventoryEntry } from '#core/model/inventory.ts';
import type { Manifest } from '#core/model/manifest.ts';
import type { ObjectKey } from '#core/model/object-key.ts';

/** One object the Application wants, its namespace settled and ownership marks on it. */
export interface DesiredObject {
  readonly key: ObjectKey;
  readonly manifest: Manifest;
  /** Digest of `manifest` with sorted keys. */
  readonly hash: string;
}

/** What the observer saw of an owned object since its last apply. Objects not named here are as the inventory has them. */
export type Sighting = 'changed' | 'missing';

/** What this sync may do, as the Application's sync policy and whoever asked for the sync have it. */
export interface SyncDecisions {
  /** Delete objects that are gone from git. */
  readonly prune: boolean;
  /** Undo changes on the cluster that no commit asked for. */
  readonly selfHeal: boolean;
  /** Prune even when git has no object left at all. */
  readonly allowEmpty: boolean;
}

export type ApplyReason = 'new' | 'changed' | 'drifted' | 'missing' | 'unfinished';

export interface ApplyStep {
  readonly action: 'apply';
  readonly key: ObjectKey;
  readonly manifest: Manifest;
  readonly hash: string;
  readonly reason: ApplyReason;
  /** Known objects are ours: fields that others took are taken back. New ones are asked for without force (design §9). */
  readonly force: boolean;
  /** Precondition: the object that exists has this UID. */
  readonly uid?: string | undefined;
}

export interface PruneStep {
  readonly action: 'prune';
  readonly key: ObjectKey;
  readonly version: string;
  /** Precondition. An entry without UID was never confirmed: the executor looks the object up and checks its ownership mark first. */
  readonly uid?: string | undefined;
  readonly reason: 'gone-from-git' | 'application-deleted';
}

/** unchanged: nothing to do. The others keep an object that could be pruned or healed, and say why. */
export type KeepReason =
  | 'unchanged'
  | 'prune-off'
  | 'prune-refused-all'
  | 'prune-disabled-by-annotation'
  | 'delete-disabled-by-annotation'
  | 'self-heal-off';

export interface KeepStep {
  readonly action: 'keep';
  readonly entry: InventoryEntry;
  readonly reason: KeepReason;
}

/** A step that costs requests. */
export type WaveStep = ApplyStep | PruneStep;

export type PlanStep = WaveStep | KeepStep;

/** A wave starts when the one before it is applied and healthy. */
export interface Wave {
  readonly number: number;
  /** Run one group after the other; the steps of one group may run at once. Prunes come before applies. */
  readonly groups: readonly (readonly WaveStep[])[];
}

/** Everything one sync will do, decided before the first request (law 5). */
export interface Plan {
  /** Lowest number first; none is empty. */
  readonly waves: readonly Wave[];
  /** Objects nothing is done for, sorted by key. */
  readonly kept: readonly KeepStep[];
  /** Why a part of the desired state is left undone on purpose; the Application is OutOfSync while there is one. */
  readonly holds: readonly string[];
}
