import { describeProblem, type FileProblem } from '#core/appset-files/file-problem.ts';
import type { Result } from '#core/model/result.ts';
import { CliFailure } from '../cli-failure.ts';

/** The value, or a failure that lists every problem: one line each with file, line, column and field. */
export function acceptInput<T>(outcome: Result<T, readonly FileProblem[]>): T {
  if (outcome.ok) return outcome.value;
  throw inputFailure(outcome.failure);
}

export function inputFailure(problems: readonly FileProblem[]): CliFailure {
  const files = new Set(problems.map(({ file }) => file)).size;
  const message = `${count(problems.length, 'problem')} in ${count(files, 'file')}: correct what is listed above`;
  return new CliFailure(message, 1, problems.map(describeProblem));
}

/** `1 problem`, `2 problems`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
