import type { CaseOutcome } from './case-outcome.ts';
import type { AreaOutcome } from './run-corpus.ts';

/** `area: P passed, F failed` and the names of the failing cases; what was not run is counted on a line of its own. */
export function describeArea({ area, cases }: AreaOutcome, isExplained: boolean): string[] {
  if (cases === undefined) return [`${area}: not run yet`];
  const failed = cases.filter(({ verdict }) => verdict === 'failed');
  const passed = cases.filter(({ verdict }) => verdict === 'passed');
  return [
    `${area}: ${passed.length} passed, ${failed.length} failed`,
    ...failed.flatMap(({ name, why = '' }) => [`  ${name}`, ...(isExplained ? indent(why) : [])]),
    ...describeNotRun(area, cases),
  ];
}

function describeNotRun(area: string, cases: readonly CaseOutcome[]): string[] {
  const byReason = Map.groupBy(
    cases.filter(({ verdict }) => verdict === 'not-run'),
    ({ why = '' }) => why,
  );
  return [...byReason].map(([why, waiting]) => `${area}: ${waiting.length} not run yet (${why})`);
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `      ${line}`);
}
