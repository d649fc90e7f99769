import { setTimeout as sleep } from 'node:timers/promises';

export interface Wait {
  /** Completes the sentence "waited 30 s until …". */
  readonly what: string;
  readonly deadlineMs: number;
  readonly intervalMs?: number;
  /** Asked before every check: a sentence here means that waiting is in vain. */
  readonly hopeless?: () => string | undefined;
  /** Added to the error, say the end of a log. */
  readonly explain?: () => string;
}

/**
 * Asks `check` again and again until it is true or returns a value other than undefined and false; gives that value back.
 * A check that throws counts as "not yet". Fails at the deadline with the last such error, or at once when hopeless.
 */
export async function waitUntil<T>(check: () => Promise<T | undefined | false>, wait: Wait): Promise<T> {
  const start = performance.now();
  let lastError: unknown;
  for (;;) {
    const hopeless = wait.hopeless?.();
    if (hopeless !== undefined) throw new Error(withExplanation(hopeless, wait));
    try {
      const value = await check();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() - start > wait.deadlineMs) throw overdue(wait, lastError);
    await sleep(wait.intervalMs ?? 50);
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
