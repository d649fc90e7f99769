import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ScmAnswer, ScmFailure } from '#flows/ports/generators/scm.port.ts';
import { BoundedMap } from './bounded-map.ts';
import type { ScmLimits } from '../http/scm-limits.ts';
import { SharedAnswers } from './shared-answers.ts';

/** Answers to questions of one kind: shared by those who ask the same, and given again while the service limits requests. */
export class CompleteAnswers<T> {
  readonly #last: BoundedMap<{ readonly value: T; readonly readAtMs: number }>;
  readonly #shared: SharedAnswers<T>;
  readonly #clock: Clock;

  constructor(clock: Clock, limits: ScmLimits) {
    this.#last = new BoundedMap(limits.rememberedAnswers);
    this.#shared = new SharedAnswers(clock, limits.shareMs);
    this.#clock = clock;
  }

  /** The last complete answer, however old. */
  known(key: string): T | undefined {
    return this.#last.get(key)?.value;
  }

  /** The signal ends the wait, not the question: others may wait for it too, and its requests have their deadlines. */
  async answer(
    key: string,
    ask: () => Promise<Result<T, ScmFailure>>,
    signal: AbortSignal | undefined,
  ): Promise<Result<ScmAnswer<T>, ScmFailure>> {
    const result = await untilAborted(
      this.#shared.share(key, async () => this.#remember(key, await ask())),
      signal,
    );
    if (result.ok) return succeed({ value: result.value });
    const last = this.#last.get(key);
    if (result.failure.kind !== 'rate-limited' || last === undefined) return result;
    const { host, untilMs } = result.failure;
    return succeed({ value: last.value, limited: { host, untilMs, readAtMs: last.readAtMs } });
  }

  #remember(key: string, result: Result<T, ScmFailure>): Result<T, ScmFailure> {
    if (result.ok) this.#last.set(key, { value: result.value, readAtMs: this.#clock.now() });
    // What is refused or gone now must not come back when the service limits requests later.
    else if (FINAL.has(result.failure.kind)) this.#last.delete(key);
    return result;
  }
}

async function untilAborted<T>(
  answer: Promise<Result<T, ScmFailure>>,
  signal: AbortSignal | undefined,
): Promise<Result<T, ScmFailure>> {
  if (signal === undefined) return answer;
  const { promise: aborted, resolve } = Promise.withResolvers<Result<T, ScmFailure>>();
  const stop = (): void => resolve(fail({ kind: 'unreachable', message: 'the question was called off' }));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const FINAL: ReadonlySet<ScmFailure['kind']> = new Set(['unauthorized', 'not-found', 'refused-host', 'invalid']);
