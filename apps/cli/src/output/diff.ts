import { canonicalJson } from '#core/model/canonical-json.ts';
import type { JsonValue } from '#core/model/json.ts';
import type { ApplicationsDiff } from '#core/offline/diff-applications.ts';
import { onOneLine } from './display-width.ts';

/** One line for each Application that differs (`+` added, `~` changed with its fields, `-` removed), then a line of counts. */
export function formatDiff({ added, changed, removed, unchanged }: ApplicationsDiff): string {
  const lines = [
    ...added.map((name) => `+ ${name}`),
    ...changed.flatMap(({ name, fields }) => [
      `~ ${name}`,
      ...fields.map(({ field, before, after }) => `    ${field}: ${formatValue(before)} -> ${formatValue(after)}`),
    ]),
    ...removed.map((name) => `- ${name}`),
  ].map((line) => line.slice(0, leading(line)) + onOneLine(line));
  const counts = `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged`;
  return [...lines, counts].map((line) => `${line}\n`).join('');
}

function leading(line: string): number {
  return line.length - line.trimStart().length;
}

function formatValue(value: JsonValue | undefined): string {
  return value === undefined ? '(absent)' : canonicalJson(value);
}
