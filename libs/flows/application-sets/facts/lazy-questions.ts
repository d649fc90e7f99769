import type { Fact } from '#core/generators/facts.ts';

type Fetch<T> = (signal: AbortSignal) => Promise<Fact<T>>;

/**
 * Questions that an expansion asks while it runs. The first time the answer is "being read"; {@link fetchMissing} fetches what was
 * asked, and the expansion is repeated. Questions are plain data: equal ones share one answer.
 */
export class LazyQuestions<T> {
  private readonly answers = new Map<string, Fact<T>>();
  private readonly missing = new Map<string, Fetch<T>>();

  /** `what` completes "… is being read". */
  ask(question: unknown, what: string, fetch: Fetch<T>): Fact<T> {
    const key = JSON.stringify(question);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    this.missing.set(key, fetch);
    return { complete: false, message: `${what} is being read.` };
  }

  /** Fetches what was asked since the last time. False when that was nothing. */
  async fetchMissing(signal: AbortSignal): Promise<boolean> {
    const asked = [...this.missing];
    this.missing.clear();
    for (const [key, fetch] of asked) this.answers.set(key, await fetch(signal));
    return asked.length > 0;
  }
}
