/**
 * The parts of a sync and of an Application's deletion, in their order: objects are applied and removed in `Sync`, and `SyncFail`
 * comes only after one of the others failed.
 */
export const hookPhases = ['PreSync', 'PreDelete', 'Sync', 'PostSync', 'PostDelete', 'SyncFail'] as const;
export type HookPhase = (typeof hookPhases)[number];

/** Place of a phase in the order; lower runs first. */
export function phaseRank(phase: HookPhase): number {
  return hookPhases.indexOf(phase);
}

/** True for the moments of an Application's deletion, before its objects go and after. No sync runs these. */
export function isDeletionPhase(phase: HookPhase): boolean {
  return phase === 'PreDelete' || phase === 'PostDelete';
}

export type HookReason =
  | 'before-sync'
  | 'with-sync'
  | 'after-sync'
  | 'after-failure'
  | 'before-deletion'
  | 'after-deletion';

/** Why a hook runs, by its phase. */
export const hookReasons: Readonly<Record<HookPhase, HookReason>> = {
  PreSync: 'before-sync',
  Sync: 'with-sync',
  PostSync: 'after-sync',
  SyncFail: 'after-failure',
  PreDelete: 'before-deletion',
  PostDelete: 'after-deletion',
};
