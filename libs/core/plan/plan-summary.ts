import type { ApplyReason, KeepReason, Plan } from './plan.ts';

/** Objects by what happens to them. */
export interface PlanCounts {
  readonly apply: Readonly<Record<ApplyReason, number>>;
  readonly prune: number;
  /** Hooks that run; those for a failure do not count. */
  readonly hooks: number;
  /** Nothing to do. */
  readonly unchanged: number;
  /** Left as they are although git says otherwise. */
  readonly held: number;
}

export function countSteps(plan: Plan): PlanCounts {
  const apply: Record<ApplyReason, number> = { new: 0, changed: 0, drifted: 0, missing: 0, unfinished: 0 };
  let [prune, hooks] = [0, 0];
  for (const step of plan.waves.flatMap(({ groups }) => groups.flat())) {
    if (step.action === 'apply') apply[step.reason] += 1;
    else if (step.action === 'prune') prune += 1;
    else hooks += 1;
  }
  const unchanged = plan.kept.filter(({ reason }) => leavesNothingUndone(reason)).length;
  return { apply, prune, hooks, unchanged, held: plan.kept.length - unchanged };
}

const DONE: ReadonlySet<KeepReason> = new Set([
  'unchanged',
  'delete-disabled-by-annotation',
  'skipped-by-annotation',
  'extraneous-ignored',
]);

function leavesNothingUndone(reason: KeepReason): boolean {
  return DONE.has(reason);
}

/** One sentence such as `3 to apply (2 new, 1 drifted), 1 to prune, 6 unchanged`, or `nothing to do, 6 unchanged`. */
export function summarizePlan(plan: Plan): string {
  const { apply, prune, hooks, unchanged, held } = countSteps(plan);
  const reasons = Object.entries(apply).filter(([, count]) => count > 0);
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  const detail = reasons.map(([reason, count]) => `${count} ${reason}`).join(', ');
  const parts = [
    total > 0 ? `${total} to apply (${detail})` : '',
    prune > 0 ? `${prune} to prune` : '',
    hooks > 0 ? `${hooks} ${hooks === 1 ? 'hook' : 'hooks'} to run` : '',
    total + prune + hooks === 0 ? 'nothing to do' : '',
    unchanged > 0 ? `${unchanged} unchanged` : '',
    held > 0 ? `${held} held back` : '',
  ];
  return parts.filter(Boolean).join(', ');
}
