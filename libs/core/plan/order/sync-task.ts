import type { Manifest } from '#core/model/manifest.ts';
import type { ObjectKey } from '#core/model/object-key.ts';

/** One object to be put in order: applied when it has a manifest, removed when it has none. */
export interface SyncTask {
  readonly key: ObjectKey;
  /** As its annotation has it. */
  readonly wave: number;
  readonly manifest?: Manifest | undefined;
}

/** A task at its place in the order, with the wave in which it really runs. */
export interface PlacedTask<T extends SyncTask> {
  readonly task: T;
  readonly wave: number;
}
