import type { InventoryEntry } from '../../model/inventory.ts';
import type { HookStep, WaveStep } from '../../plan/plan.ts';
import type { Blocker } from '../blocker.ts';

/** What became of one step. A step without a result was not reached. */
export type StepResult =
  | { readonly step: WaveStep; readonly outcome: 'created' | 'configured'; readonly entry: InventoryEntry }
  | {
      readonly step: WaveStep;
      readonly outcome: 'pruned';
      /** The UID of an object that is on its way out and kept by finalizers. */
      readonly terminating?: string | undefined;
    }
  /** A hook has run to its end. */
  | { readonly step: HookStep; readonly outcome: 'completed' }
  | { readonly step: WaveStep; readonly outcome: 'failed'; readonly blocker: Blocker };
