import type { Wave, WaveStep } from '../plan.ts';
import { kindRank } from './kind-order.ts';
import type { PlacedTask, SyncTask } from './sync-task.ts';

/** A task that ends in a request, or in none because its object is kept as it is. */
export interface StepTask extends SyncTask {
  readonly step?: WaveStep | undefined;
}

/**
 * Cuts ordered tasks into waves, and each wave into groups of neighbours whose kinds have the same rank: only these may run at
 * once. Prunes come first and with the kinds backwards, so that what runs is gone before what it leans on. Argo CD sends the
 * prunes of a wave all at once; its order among them is not one of execution.
 */
export function groupWaves(ordered: readonly PlacedTask<StepTask>[]): Wave[] {
  const steps = ordered.flatMap(({ task, phase, wave }) => (task.step ? [{ phase, wave, step: task.step }] : []));
  return splitBy(steps, ({ phase, wave }) => `${phase} ${wave}`).flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return [{ phase: first.phase, number: first.wave, groups: groupSteps(members.map(({ step }) => step)) }];
  });
}

function groupSteps(steps: readonly WaveStep[]): WaveStep[][] {
  const prunes = steps.filter(({ action }) => action === 'prune');
  const applies = steps.filter(({ action }) => action !== 'prune');
  return [...splitBy(prunes, rankOf).toReversed(), ...splitBy(applies, rankOf)];
}

function rankOf({ key }: WaveStep): number {
  return kindRank(key.kind);
}

/** Cuts a list where the property of a member differs from that of the one before. */
function splitBy<T>(members: readonly T[], property: (member: T) => number | string): T[][] {
  const parts: T[][] = [];
  let last: number | string | undefined;
  for (const member of members) {
    const current = property(member);
    const part = parts.at(-1);
    if (part && current === last) part.push(member);
    else parts.push([member]);
    last = current;
  }
  return parts;
}
