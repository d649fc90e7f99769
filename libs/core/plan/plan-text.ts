import { canonicalJson } from '#core/model/canonical-json.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import type { Plan, WaveStep } from './plan.ts';

/** Text of what a plan does, in its order; equal for equal plans, so that it can be digested and compared. */
export function planText({ waves }: Plan): string {
  return canonicalJson(
    waves.map(({ phase, number, groups }) => ({ phase, number, groups: groups.map((group) => group.map(stepText)) })),
  );
}

function stepText(step: WaveStep) {
  const hash = step.action === 'apply' ? step.hash : undefined;
  return { action: step.action, key: objectKeyId(step.key), reason: step.reason, hash };
}
