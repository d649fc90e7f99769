import type { InventoryEntry } from '../model/inventory.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ObjectKey } from '../model/object-key.ts';

/** One object the Application wants, its namespace settled and ownership marks on it. */
export interface DesiredObject {
  readonly key: ObjectKey;
  readonly manifest: Manifest;
  /** Digest of `manifest` with sorted keys. */
  readonly hash: string;
}

/** What the observer saw of an owned object since its last apply. Objects not named here are as the inventory has them. */
export type Sighting = 'changed' | 'missing';

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

export interface KeepStep {
  readonly action: 'keep';
  readonly entry: InventoryEntry;
  /** unchanged: nothing to do. The others keep an object that could be pruned or healed, and say why. */
  readonly reason: 'unchanged' | 'prune-off' | 'prune-refused-all' | 'prune-disabled-by-annotation' | 'self-heal-off';
}

export type PlanStep = ApplyStep | PruneStep | KeepStep;

/** Steps that may run at once; a wave starts when the one before it is applied and healthy. */
export interface Wave {
  readonly number: number;
  readonly steps: readonly PlanStep[];
}

/** Everything one sync will do, decided before the first request (law 5). */
export interface Plan {
  readonly waves: readonly Wave[];
  /** Objects nothing is done for. */
  readonly kept: readonly KeepStep[];
  /** Why a part of the desired state is left undone on purpose; the Application is OutOfSync while there is one. */
  readonly holds: readonly string[];
}
