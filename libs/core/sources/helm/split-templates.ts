import { joinPath } from '../plan/relative-path.ts';

/** What one template of a chart became. */
export interface RenderedTemplate {
  /** The template, relative to the repository, marked because its lines are not those of the file in git. */
  readonly path: string;
  readonly text: string;
}

/**
 * Splits what `helm template` prints by the templates it came from, which Helm names in a comment before each document. `chart` is the
 * path of the chart; Helm itself calls the chart by its name.
 */
export function splitTemplates(output: string, chart: string): RenderedTemplate[] {
  const starts = [...output.matchAll(/^---\n# Source: [^/\n]*\/?(.*)$/gm)];
  const first = starts[0]?.index ?? output.length;
  const pieces = starts.map((start, index) => ({
    path: `${joinPath(chart, start[1] ?? '')} (rendered)`,
    text: output.slice(start.index, starts[index + 1]?.index),
  }));
  const before = output.slice(0, first);
  return before.trim() === ''
    ? pieces
    : [{ path: `${joinPath(chart, 'templates')} (rendered)`, text: before }, ...pieces];
}
