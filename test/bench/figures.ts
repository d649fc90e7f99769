/** One thing that was measured. A figure without a goal is told for orientation. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
}

export function isMet({ value, goal }: Figure): boolean {
  if (goal === undefined) return true;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** The smallest value that so large a part of all values does not exceed; `q` from 0 to 1. NaN without values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** A table of what was measured beside its goal, then one line that says whether the goals are met (design §14). */
export function formatReport(benchmark: string, figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [figure.name, amountOf(figure), goalOf(figure), isMet(figure) ? '' : 'missed']);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const missed = figures.filter((figure) => !isMet(figure));
  const verdict = missed.map((figure) => `${figure.name} (${amountOf(figure)}, ${goalOf(figure)})`).join('; ');
  return [...lines, '', missed.length === 0 ? `${benchmark}: met` : `${benchmark}: missed ${verdict}`].join('\n');
}

function amountOf({ value, unit }: Figure): string {
  return `${formatNumber(value)} ${unit}`;
}

function goalOf({ goal, unit }: Figure): string {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `goal ≤ ${goal.atMost} ${unit}` : `goal ≥ ${goal.atLeast} ${unit}`;
}

function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
