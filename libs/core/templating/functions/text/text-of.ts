import { formatValue } from '../../printf/print.ts';
import type { RenderBudget } from '../../template-limits.ts';
import { GoList, type GoValue } from '../../values/go-value.ts';

/** sprig's conversion to a text: texts stay, everything else is printed. */
export function textOf(value: GoValue, budget: RenderBudget): string {
  return formatValue(value, budget);
}

/** Joins texts that may each be long, without making more than the limit allows. */
export function joinTexts(texts: readonly string[], separator: string, budget: RenderBudget): string {
  budget.checkLength(texts.reduce((length, text) => length + text.length + separator.length, 0));
  return texts.join(separator);
}

/** sprig's conversion to a list of texts: elements without nil ones, or the one value, or nothing for nil. */
export function toTextList(value: GoValue, budget: RenderBudget): string[] {
  if (value === null || value === undefined) return [];
  if (!(value instanceof GoList)) return [textOf(value, budget)];
  const present = value.items.filter((item) => item !== null && item !== undefined);
  budget.spend(present.length);
  return present.map((item) => textOf(item, budget));
}
