import { WaitingError, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { queueKeys } from '../redis/queue-keys.ts';
import type { QueueLog } from '../redis/queue-log.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import { openEnvelope } from './envelope.ts';
import type { EnvelopeKeys, EnvelopeRefusal } from './envelope.ts';
import { syncQueueName, syncQueuePrefix, syncWorkerTimings } from './jobs.ts';
import { Quarantine } from './quarantine.ts';

export interface SyncWorkerOptions {
  readonly link: RedisLink;
  /** Name of the replica. */
  readonly identity: string;
  /** Syncs at once. */
  readonly concurrency: number;
  readonly keys: () => EnvelopeKeys;
  readonly clock: Clock;
  readonly log: QueueLog;
  /** Syncs one Application; expected failures end up in its status. The signal aborts when the worker has to stop or has lost the job to another one. `isTakenOver`: another worker began this job and was lost. */
  readonly sync: (application: ApplicationName, signal: AbortSignal, isTakenOver: boolean) => Promise<void>;
  readonly onQuarantined?: (reason: EnvelopeRefusal) => void;
}

/** Time for aborted syncs to end and to go back to the queue. */
const abortGraceMs = 2_000;
const disconnectGraceMs = 500;

/** Takes sync jobs from the queue and runs them, from its construction on or, when Redis is away, from its return on. */
export class SyncWorker {
  readonly #options: SyncWorkerOptions;
  readonly #quarantine: Quarantine;
  readonly #starting: Promise<void>;
  readonly #stopStarting = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #worker: Worker | undefined;
  #stopping = false;

  constructor(options: SyncWorkerOptions) {
    this.#options = options;
    this.#quarantine = new Quarantine(options.link);
    this.#starting = options.link.waitUntilAvailable(this.#stopStarting.signal).then(() => this.#open(), ignoreError);
  }

  /**
   * Takes no more jobs and waits for those that run. After `graceMs` their signals abort; what has not ended then goes back to
   * the queue for another worker, and whatever does not react within two seconds is left to its lock's end.
   */
  async stop(graceMs: number): Promise<void> {
    this.#stopStarting.abort();
    await this.#starting;
    const worker = this.#worker;
    if (worker === undefined) return;
    // BullMQ's orderly close waits for Redis: while that is away only the syncs themselves are waited for.
    const orderly = this.#options.link.available;
    const ended = await this.#endWithin(graceMs, worker, orderly ? worker.close() : Promise.allSettled(this.#running));
    if (ended && orderly) return;
    const closing = (orderly ? worker.disconnect() : worker.close(true)).catch(ignoreError);
    await Promise.race([closing, this.#options.clock.sleep(disconnectGraceMs)]);
  }

  /** Whether all syncs ended, by themselves or after their signals aborted. */
  async #endWithin(graceMs: number, worker: Worker, ending: Promise<unknown>): Promise<boolean> {
    const ended = new AbortController();
    void ending.catch(ignoreError).finally(() => ended.abort());
    await this.#options.clock.sleep(graceMs, ended.signal);
    if (ended.signal.aborted) return true;
    this.#stopping = true;
    worker.cancelAllJobs('the worker stops');
    await this.#options.clock.sleep(abortGraceMs, ended.signal);
    return ended.signal.aborted;
  }

  #open(): void {
    const { link, identity, concurrency, log } = this.#options;
    const worker = new Worker(syncQueueName, (job, token, signal) => this.#process(job, token, signal), {
      connection: link.openWaiting(),
      prefix: syncQueuePrefix,
      name: identity,
      concurrency,
      skipVersionCheck: true,
      ...syncWorkerTimings,
    });
    // The link reports when Redis is away; a lost lock is reported below.
    worker.on('error', ignoreError);
    worker.on('lockRenewalFailed', (jobIds) => this.#giveUp(worker, jobIds));
    worker.on('stalled', (jobId) => log.warn({ job: jobId }, 'a worker was lost: its job runs again'));
    worker.on('completed', () => this.#wakeDispatcher());
    worker.on('failed', () => this.#wakeDispatcher());
    this.#worker = worker;
  }

  async #process(job: Job, token: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    const { keys, clock, sync, log } = this.#options;
    const opened = openEnvelope(keys(), job.data, clock.now());
    if (!opened.ok) return this.#refuse(job.id ?? '', opened.failure);
    const isTakenOver = job.stalledCounter > 0;
    const outcome = await this.#follow(sync(opened.value, signal ?? new AbortController().signal, isTakenOver));
    if (this.#stopping) {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    if (outcome === undefined) return;
    log.error({ ...opened.value, err: outcome.error }, 'sync ended with an unexpected error');
    // BullMQ writes the text into Redis, where no detail of an error may go (law 8).
    throw new Error('unexpected error: see the log of the worker');
  }

  async #follow(running: Promise<void>): Promise<{ readonly error: unknown } | undefined> {
    this.#running.add(running);
    try {
      await running;
      return undefined;
    } catch (error) {
      return { error };
    } finally {
      this.#running.delete(running);
    }
  }

  async #refuse(jobId: string, reason: EnvelopeRefusal): Promise<void> {
    this.#options.log.warn({ job: jobId, reason }, 'job refused: its envelope is not one of ours or too old');
    this.#options.onQuarantined?.(reason);
    await this.#quarantine.add({ jobId, reason, at: this.#options.clock.now() });
  }

  /** Another worker may run these now: two must not sync the same Application at once. */
  #giveUp(worker: Worker, jobIds: readonly string[]): void {
    this.#options.log.warn({ jobs: jobIds.length }, 'lost the lock of running jobs: ending them');
    for (const jobId of jobIds) worker.cancelJob(jobId, 'the lock of the job is lost');
  }

  #wakeDispatcher(): void {
    this.#options.link.client.publish(queueKeys.wake, '').catch(ignoreError);
  }
}

/** Whoever waits looks again by itself. */
function ignoreError(): void {}
