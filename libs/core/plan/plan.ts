import type { InventoryEntry } from '#core/model/inventory.ts';
import type { Manifest } from '#core/model/manifest.ts';
import type { ObjectKey } from '#core/model/object-key.ts';
import type { HookPhase, HookReason } from './hooks/hook-phase.ts';
import type { DeletePolicy } from './hooks/read-delete-policies.ts';

/** One object the Application wants, its namespace settled and ownership marks on it. */
export interface DesiredObject {
  readonly key: ObjectKey;
  readonly manifest: Manifest;
  /** Digest of `manifest` with sorted keys. */
  readonly hash: string;
}

/** A hook at one of its moments: owned, named, and marked with its run. */
export interface DesiredHook {
  readonly key: ObjectKey;
  readonly manifest: Manifest;
  readonly phase: HookPhase;
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
  /** Prune only when everything else of the phase Sync is applied and healthy. */
  readonly pruneLast?: boolean | undefined;
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
  readonly reason: 'gone-from-git' | 'application-deleted' | 'hook-ended';
  /** It waits until everything before it is healthy; other prunes wait for nobody. */
  readonly last?: boolean | undefined;
}

/** Creates an object that runs at one moment of a sync, and waits until it has ended. */
export interface HookStep {
  readonly action: 'hook';
  readonly key: ObjectKey;
  readonly manifest: Manifest;
  readonly phase: HookPhase;
  /** When its object is deleted again. */
  readonly policies: readonly DeletePolicy[];
  readonly reason: HookReason;
}

/** unchanged: nothing to do. The others keep an object that could be pruned or healed, and say why. */
export type KeepReason =
  | 'unchanged'
  | 'prune-off'
  | 'prune-refused-all'
  | 'prune-disabled-by-annotation'
  | 'delete-disabled-by-annotation'
  | 'skipped-by-annotation'
  | 'self-heal-off';

export interface KeepStep {
  readonly action: 'keep';
  readonly entry: InventoryEntry;
  readonly reason: KeepReason;
}

/** A step that costs requests. */
export type WaveStep = ApplyStep | PruneStep | HookStep;

export type PlanStep = WaveStep | KeepStep;

/** A wave starts when the one before it is applied, healthy, and its hooks have ended. */
export interface Wave {
  readonly phase: HookPhase;
  readonly number: number;
  /** Run one group after the other; the steps of one group may run at once. Prunes come before applies. */
  readonly groups: readonly (readonly WaveStep[])[];
}

/** Everything one sync will do, decided before the first request (law 5). */
export interface Plan {
  /** In the order of phases, within each the lowest number first; none is empty. */
  readonly waves: readonly Wave[];
  /** Hooks of the phase SyncFail: run when the waves above fail for good. */
  readonly failureWaves: readonly Wave[];
  /** Objects nothing is done for, sorted by key. */
  readonly kept: readonly KeepStep[];
  /** Why a part of the desired state is left undone on purpose; the Application is OutOfSync while there is one. */
  readonly holds: readonly string[];
}
