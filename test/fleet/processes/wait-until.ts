import { setTimeout as sleep } from 'node:timers/promises';

export interface Wait {
  /** Completes the sentence "waited 30 s until …". */
  readonly what: string;
  /** Of a machine that runs; while it stands still or is starved, the wait gets longer: see `waitUntil`. */
  readonly deadlineMs: number;
  readonly intervalMs?: number;
  /** Asked before every check: a sentence here means that waiting is in vain. */
  readonly hopeless?: () => string | undefined;
  /** Added to the error, say the end of a log. */
  readonly explain?: () => string;
}

const INTERVAL_MS = 50;

/** What one check and the pause after it may take of the deadline beyond the pause itself. */
const ROUND_MS = 200;

/**
 * Asks `check` again and again until it is true or returns a value other than undefined and false; gives that value back.
 * A check that throws counts as "not yet". Fails at the deadline with the last such error, or at once when hopeless.
 *
 * A virtual machine that its host pauses, or starves of processor time, would let any deadline of the clock pass with nothing
 * done. So a round that took longer than usual counts as a usual one: these waits say that something is broken, never that it is slow.
 */
export async function waitUntil<T>(check: () => Promise<T | undefined | false>, wait: Wait): Promise<T> {
  const intervalMs = wait.intervalMs ?? INTERVAL_MS;
  let waitedMs = 0;
  let lastError: unknown;
  for (;;) {
    const roundBegan = performance.now();
    const hopeless = wait.hopeless?.();
    if (hopeless !== undefined) throw new Error(withExplanation(hopeless, wait));
    try {
      const value = await check();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      lastError = error;
    }
    if (waitedMs > wait.deadlineMs) throw overdue(wait, lastError);
    await sleep(intervalMs);
    waitedMs += Math.min(performance.now() - roundBegan, intervalMs + ROUND_MS);
  }
}

function overdue(wait: Wait, cause: unknown): Error {
  const reason = cause instanceof Error ? ` (last answer: ${cause.message})` : '';
  const text = `Waited ${Math.round(wait.deadlineMs / 1000)} s in vain until ${wait.what}${reason}`;
  return new Error(withExplanation(text, wait), { cause });
}

function withExplanation(text: string, wait: Wait): string {
  const explanation = wait.explain?.() ?? '';
  return explanation === '' ? text : `${text}\n${explanation}`;
}
