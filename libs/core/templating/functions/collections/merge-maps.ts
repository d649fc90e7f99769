import type { RenderBudget } from '../../template-limits.ts';
import { GoMap, type GoValue } from '../../values/go-value.ts';
import { isEmpty } from './default-functions.ts';

/**
 * Merges `source` into `target`, which changes. Maps merge key by key. Without `overwrites` a value that is not empty wins
 * over the source; with it the source wins. A nil value of the source never counts.
 */
export function mergeInto(target: GoMap, source: GoMap, overwrites: boolean, budget: RenderBudget): void {
  budget.deeper(() => {
    for (const [key, value] of source.entries) {
      budget.spend(1);
      mergeEntry(target, key, value, overwrites, budget);
    }
  });
}

function mergeEntry(target: GoMap, key: string, value: GoValue, overwrites: boolean, budget: RenderBudget): void {
  if (value === null || value === undefined) return;
  const before = target.entries.get(key);
  if (before instanceof GoMap && value instanceof GoMap) mergeInto(before, value, overwrites, budget);
  else if (overwrites || isEmpty(before)) target.entries.set(key, value);
}
