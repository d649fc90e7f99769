import { styleText } from 'node:util';
import { displayWidth, onOneLine } from './display-width.ts';

const GAP = 3;

const COLOURS: ReadonlyMap<string, 'green' | 'yellow' | 'red'> = new Map([
  ...['Synced', 'Healthy', 'Ready', 'True', 'Succeeded'].map((word) => [word, 'green'] as const),
  ...['OutOfSync', 'Progressing', 'Suspended', 'Missing', 'Pending', 'Running', 'Waiting'].map(
    (word) => [word, 'yellow'] as const,
  ),
  ...['Degraded', 'Unreachable', 'Unauthorized', 'IdentityChanged', 'False', 'Failed', 'Stalled'].map(
    (word) => [word, 'red'] as const,
  ),
]);

/**
 * A table as kubectl prints it: upper-case header, columns aligned by display width with three spaces between them, no
 * lines, nothing after the last cell. An empty cell is `-`. Ends in a newline.
 */
export function formatTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  colours: boolean,
): string {
  const cells = [headers, ...rows].map((row) => row.map((cell) => onOneLine(cell) || '-'));
  const widths = headers.map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))));
  return cells.map((row) => `${formatRow(row, widths, colours)}\n`).join('');
}

function formatRow(row: readonly string[], widths: readonly number[], colours: boolean): string {
  return row
    .map((cell, column) => {
      const padding = column === row.length - 1 ? 0 : (widths[column] ?? 0) - displayWidth(cell) + GAP;
      return colourOf(cell, colours) + ' '.repeat(padding);
    })
    .join('');
}

/** Colours the words that say how something is. */
export function colourOf(word: string, colours: boolean): string {
  const colour = COLOURS.get(word);
  return colours && colour !== undefined ? styleText(colour, word, { validateStream: false }) : word;
}
