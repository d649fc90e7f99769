import type { RenderBudget } from '../template-limits.ts';
import type { GoValue } from '../values/go-value.ts';
import { formatArgument } from './format-value.ts';

/** One value as `%v` prints it. */
export function formatValue(value: GoValue, budget: RenderBudget): string {
  return typeof value === 'string' ? value : formatArgument(value, 'v', {}, budget);
}

/** Go's Sprint: a space between two operands when neither is a text. */
export function print(values: readonly GoValue[], budget: RenderBudget): string {
  const parts = values.map((value, index) => {
    const before = values[index - 1];
    const isSpaced = index > 0 && typeof value !== 'string' && typeof before !== 'string';
    return (isSpaced ? ' ' : '') + formatValue(value, budget);
  });
  return joined(parts, budget);
}

/** Go's Sprintln: a space between all operands and a line break at the end. */
export function printLine(values: readonly GoValue[], budget: RenderBudget): string {
  return `${joined(
    values.map((value, index) => (index > 0 ? ' ' : '') + formatValue(value, budget)),
    budget,
  )}\n`;
}

function joined(parts: readonly string[], budget: RenderBudget): string {
  budget.checkLength(parts.reduce((length, part) => length + part.length, 0));
  return parts.join('');
}
