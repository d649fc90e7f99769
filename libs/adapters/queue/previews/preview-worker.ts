import { type Job, Worker } from 'bullmq';
import type { PreviewAnswer } from '#core/preview/preview.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { PreviewQuestion } from '#flows/preview/preview-application.ts';
import type { EnvelopeKeys } from '../jobs/envelope.ts';
import type { QueueLog } from '../redis/queue-log.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import {
  openQuestion,
  previewQueueName,
  previewQueuePrefix,
  type SealedAnswer,
  sealAnswer,
} from './preview-messages.ts';

export interface PreviewWorkerOptions {
  readonly link: RedisLink;
  readonly keys: () => EnvelopeKeys;
  readonly clock: Clock;
  readonly log: QueueLog;
  /** The signal aborts when nobody waits for the answer any more, and when the worker stops. */
  readonly preview: (question: PreviewQuestion, signal: AbortSignal) => Promise<PreviewAnswer>;
}

/** Previews at once: they are for people, and must not take the place of syncs. */
const CONCURRENCY = 2;

/** Answers questions of the hubs, from its construction on or, when Redis is away, from its return on. */
export class PreviewWorker {
  readonly #options: PreviewWorkerOptions;
  readonly #stopping = new AbortController();
  readonly #starting: Promise<void>;
  #worker: Worker | undefined;

  constructor(options: PreviewWorkerOptions) {
    this.#options = options;
    this.#starting = options.link.waitUntilAvailable(this.#stopping.signal).then(() => this.#open(), ignoreError);
  }

  /** Ends at once: a preview that is under way has changed nothing, and whoever asked asks again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#starting;
    await this.#worker?.close(!this.#options.link.available).catch(ignoreError);
  }

  #open(): void {
    const worker = new Worker(previewQueueName, (job) => this.#answer(job), {
      connection: this.#options.link.openWaiting(),
      prefix: previewQueuePrefix,
      concurrency: CONCURRENCY,
      skipVersionCheck: true,
      maxStalledCount: 0,
    });
    // The link reports when Redis is away.
    worker.on('error', ignoreError);
    this.#worker = worker;
  }

  async #answer({ data, id }: Job): Promise<SealedAnswer> {
    const { keys, clock, log, preview } = this.#options;
    const opened = openQuestion(keys(), data, clock.now());
    if (!opened.ok) {
      log.warn({ job: id, reason: opened.failure }, 'preview refused: its question is not one of ours or too old');
      throw new Error(`refused: ${opened.failure}`);
    }
    const { application, server, expiresAt } = opened.value;
    const deadline = AbortSignal.timeout(Math.max(0, expiresAt - clock.now()));
    const signal = AbortSignal.any([deadline, this.#stopping.signal]);
    const answer = await preview({ application, server }, signal).catch((error: unknown) =>
      log.error({ ...application, err: error }, 'preview ended with an unexpected error'),
    );
    // BullMQ writes the text into Redis, where no detail of an error may go (law 8).
    if (answer === undefined) throw new Error('unexpected error: see the log of the worker');
    return sealAnswer(keys(), opened.value, answer);
  }
}

/** The link reports when Redis is away. */
function ignoreError(): void {}
