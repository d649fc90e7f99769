import type { Fact } from '#core/generators/facts.ts';
import { forEachAtOnce } from '../../loops/for-each-at-once.ts';

/** Questions fetched at once: most go to one service, which has limits of its own. */
const AT_ONCE = 8;

/**
 * Questions that an expansion asks while it runs. The first time the answer is "being read"; {@link fetchMissing} fetches what was
 * asked, and the expansion is repeated. A question is plain data that begins with its kind: equal ones share one answer.
 */
export class LazyQuestions {
  private readonly answers = new Map<string, unknown>();
  private readonly missing = new Map<string, (signal: AbortSignal) => Promise<unknown>>();

  /** `what` completes "… is being read". Questions of one kind are always asked with the same type of answer. */
  ask<T>(
    question: readonly [kind: string, ...details: readonly unknown[]],
    what: string,
    fetch: (signal: AbortSignal) => Promise<Fact<T>>,
  ): Fact<T> {
    const key = toText(question);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kind in the key decides the type of the answer
    const known = this.answers.get(key) as Fact<T> | undefined;
    if (known !== undefined) return known;
    this.missing.set(key, fetch);
    return { complete: false, message: `${what} is being read.` };
  }

  /** Fetches what was asked since the last time. False when that was nothing. */
  async fetchMissing(signal: AbortSignal): Promise<boolean> {
    const asked = [...this.missing];
    this.missing.clear();
    await forEachAtOnce(
      asked,
      AT_ONCE,
      signal,
      async ([key, fetch]) => void this.answers.set(key, await fetch(signal)),
    );
    return asked.length > 0 && !signal.aborted;
  }
}

/** Repository ids of some services are integers beyond what JSON numbers hold. */
function toText(question: readonly unknown[]): string {
  return JSON.stringify(question, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
