import { fail, succeed, type Result } from '../model/result.ts';
import type { Application } from '../resources/application.ts';
import { commitsOf } from './operation-record.ts';

/** Enough of a commit to tell it from others in a short history. */
const SHORTEST_COMMIT = 4;

/**
 * The commits to go back to, one for each source. `to` counts operations of the history, 1 for the newest, or is the beginning of a
 * commit; absent, it is the last operation that had other commits than those of the newest.
 */
export function chooseRollback({ status }: Application, to: string | undefined): Result<readonly string[], string> {
  const history = status.history ?? [];
  const [newest] = history;
  if (newest === undefined) return fail('There is nothing to go back to: its history is empty.');
  if (to === undefined) {
    const before = history.find((item) => commitsOf(item).join() !== commitsOf(newest).join());
    return before === undefined
      ? fail('There is nothing to go back to: its history has one commit.')
      : succeed(commitsOf(before));
  }
  const item = /^[0-9]{1,2}$/.test(to) ? history[Number(to) - 1] : history.find(({ commit }) => startsWith(commit, to));
  if (item !== undefined) return succeed(commitsOf(item));
  const commits = [...new Set(history.map(({ commit }) => commit.slice(0, 8)))];
  return fail(`${JSON.stringify(to)} is none of its last ${history.length} operations: ${commits.join(', ')}.`);
}

function startsWith(commit: string, text: string): boolean {
  return text.length >= SHORTEST_COMMIT && commit.startsWith(text.toLowerCase());
}
