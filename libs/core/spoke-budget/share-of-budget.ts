/** What the leading hub sends a spoke comes one after the other: it looks after the tenants' rights there. */
export const HUB_SHARE = 1;

/**
 * How many requests each of so many workers may have in flight to a spoke whose budget all of them and the hub share. At least one: with
 * more workers than its budget a spoke gets one request of each. Undefined workers: nobody knows how many there are.
 */
export function shareOfBudget(budget: number, workers: number | undefined): number {
  if (workers === undefined) return 1;
  return Math.max(1, Math.floor((budget - HUB_SHARE) / workers));
}
