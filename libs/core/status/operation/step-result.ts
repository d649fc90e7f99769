import type { InventoryEntry } from '../../model/objects/inventory.ts';
import type { ApplyStep, HookStep, WaveStep } from '../../plan/plan.ts';
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

/** An object that was brought back to what git says without a new commit. */
export type Healed = Extract<StepResult, { outcome: 'created' | 'configured' }> & { readonly step: ApplyStep };

export function isHealed(result: StepResult): result is Healed {
  if (result.outcome !== 'created' && result.outcome !== 'configured') return false;
  const { step } = result;
  return step.action === 'apply' && (step.reason === 'drifted' || step.reason === 'missing');
}
