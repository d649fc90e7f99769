import type { Result } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import type { AppliedObject, SpokeFailure, TenantSpoke } from '../../../ports/clusters/cluster-access.port.ts';
import type { StepOwner } from '../own-uid.ts';

/** Where and for whom a step is executed. */
export interface StepSite {
  readonly spoke: TenantSpoke;
  readonly owner: StepOwner;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Applies an object that holds nothing of others. */
export type ApplyWhole = (step: ApplyStep, site: StepSite) => Promise<Applied>;

export type Applied = Result<AppliedObject, SpokeFailure>;

/** One request, and a second one when somebody deleted and recreated the object: the name is ours, so it is brought in line. */
export async function applyKnown(step: ApplyStep, { spoke, signal }: StepSite, force: boolean): Promise<Applied> {
  const { manifest, uid } = step;
  const request = { manifest, signal };
  const applied = await spoke.apply({ ...request, force, uid });
  if (applied.ok || applied.failure.kind !== 'precondition' || uid === undefined) return applied;
  return spoke.apply({ ...request, force: true });
}
