import type { Condition } from '../model/conditions.ts';

/** The condition `Ready` in short. `Unknown` while nobody has looked yet. */
export interface ReadinessView {
  readonly ready: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  /** Since when it is so, RFC 3339; '' while unknown. */
  readonly since: string;
}

export function readinessOf(conditions: readonly Condition[] = []): ReadinessView {
  const ready = conditions.find(({ type }) => type === 'Ready');
  if (ready === undefined) return { ready: 'Unknown', reason: '', message: '', since: '' };
  return { ready: ready.status, reason: ready.reason, message: ready.message, since: ready.lastTransitionTime };
}

/** A condition as people see it. */
export type ConditionView = Pick<Condition, 'type' | 'status' | 'reason' | 'message' | 'lastTransitionTime'>;

export function viewConditions(conditions: readonly Condition[] = []): readonly ConditionView[] {
  return conditions.map(({ type, status, reason, message, lastTransitionTime }) => ({
    type,
    status,
    reason,
    message,
    lastTransitionTime,
  }));
}
