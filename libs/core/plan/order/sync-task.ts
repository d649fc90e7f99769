import type { Manifest } from '#core/model/objects/manifest.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import type { HookPhase } from '../hooks/hook-phase.ts';

/** One object to be put in order: applied when it has a manifest, removed when it has none. */
export interface SyncTask {
  readonly key: ObjectKey;
  /** `Sync` for every object that is no hook. */
  readonly phase: HookPhase;
  /** As its annotation has it. */
  readonly wave: number;
  readonly manifest?: Manifest | undefined;
  /** A removal that waits until the whole phase Sync is through. */
  readonly pruneLast?: boolean | undefined;
}

/** A task at its place in the order, with the phase and the wave in which it really runs. */
export interface PlacedTask<T extends SyncTask> {
  readonly task: T;
  readonly phase: HookPhase;
  readonly wave: number;
}
