/** A Kubernetes condition. `message` is stable text: the same problem gives the same bytes. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number | undefined;
}

/**
 * Replaces the condition of the same type, keeping its transition time while the status stays, so that an unchanged problem
 * gives an unchanged list. Sorted by type.
 */
export function setCondition(
  conditions: readonly Condition[],
  next: Omit<Condition, 'lastTransitionTime'>,
  now: string,
): Condition[] {
  const before = conditions.find(({ type }) => type === next.type);
  const lastTransitionTime = before?.status === next.status ? before.lastTransitionTime : now;
  const others = conditions.filter(({ type }) => type !== next.type);
  return [...others, { ...next, lastTransitionTime }].toSorted((a, b) => (a.type < b.type ? -1 : 1));
}
