import type { IgnoredPlaces } from '#core/ignored-differences/ignored-places.ts';
import type { InventoryEntry, KeepWhen } from '#core/model/objects/inventory.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import type { HookPhase, HookReason } from './hooks/hook-phase.ts';
import type { DeletePolicy } from './hooks/read-delete-policies.ts';

/** One object the Application wants, its namespace settled and ownership marks on it. */
export interface DesiredObject {
  readonly key: ObjectKey;
  readonly manifest: Manifest;
  /** Keyed digest of `manifest` with sorted keys. */
  readonly hash: string;
  readonly options?: ApplyOptions | undefined;
  readonly ignored?: IgnoredPlaces | undefined;
}

/** How an object is applied, where it is not the usual way; from its sync options and the Application's. */
export interface ApplyOptions {
  /** What is there is overwritten as a whole, with all that others have added. With `recreate`: deleted and created anew. */
  readonly replace?: true;
  /** Deleted and created anew, when the API server says that a field cannot be changed. */
  readonly recreate?: true;
  /** Merged with what was applied last and what is there, as `kubectl apply` does it, instead of applied by the API server. */
  readonly clientSide?: true;
  /** With `clientSide`: fields that the kind does not have are dropped. */
  readonly lenient?: true;
  /** The namespace of the destination, which no tenant may write: applied in the hub's own name, its metadata alone. */
  readonly asHub?: true;
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
  /** What must not delete objects that say nothing about it themselves. */
  readonly keep?: readonly KeepWhen[] | undefined;
  /** How many objects this sync may prune; any number when absent. */
  readonly pruneBudget?: number | undefined;
  /** Objects gone from git are kept this time: they may have moved to another Application. */
  readonly mayHaveMoved?: boolean | undefined;
  /** A person has approved the deletions that waited for it. */
  readonly isApproved?: boolean | undefined;
  /** What becomes of the dependents of a deleted object; `background` when absent. */
  readonly propagation?: Propagation | undefined;
}

/** Kubernetes' propagation policies: dependents go before the object, after it, or stay. */
export type Propagation = 'foreground' | 'background' | 'orphan';

export type ApplyReason = 'new' | 'changed' | 'drifted' | 'missing' | 'unfinished';

export interface ApplyStep extends DesiredObject {
  readonly action: 'apply';
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
  readonly propagation?: Propagation | undefined;
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
  | 'prune-unapproved'
  | 'prune-over-budget'
  | 'may-have-moved'
  | 'delete-disabled-by-annotation'
  | 'delete-unapproved'
  | 'extraneous-ignored'
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
