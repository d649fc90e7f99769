import type { Result } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';

type Answer<T> = Promise<Result<T, ScmFailure>>;

/** Lets all who ask the same at the same time, or shortly after, have one answer. Failures are shared only while under way. */
export class SharedAnswers<T> {
  readonly #answers = new Map<string, { readonly answer: Answer<T>; untilMs: number }>();
  readonly #clock: Pick<Clock, 'now'>;
  readonly #shareMs: number;
  #sweepAtMs = 0;

  constructor(clock: Pick<Clock, 'now'>, shareMs: number) {
    this.#clock = clock;
    this.#shareMs = shareMs;
  }

  async share(key: string, ask: () => Answer<T>): Answer<T> {
    this.#dropOld();
    const known = this.#answers.get(key);
    if (known && known.untilMs > this.#clock.now()) return known.answer;
    const answer = ask();
    const entry = { answer, untilMs: Number.POSITIVE_INFINITY };
    this.#answers.set(key, entry);
    try {
      const result = await answer;
      if (result.ok) entry.untilMs = this.#clock.now() + this.#shareMs;
      return result;
    } finally {
      // Still without an end: it failed, and the next one asks again.
      if (entry.untilMs === Number.POSITIVE_INFINITY) this.#answers.delete(key);
    }
  }

  #dropOld(): void {
    const nowMs = this.#clock.now();
    if (nowMs < this.#sweepAtMs) return;
    this.#sweepAtMs = nowMs + this.#shareMs;
    for (const [key, { untilMs }] of this.#answers) if (untilMs <= nowMs) this.#answers.delete(key);
  }
}
