import { WaitingError, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import type { Clock } from '#flows/ports/clock.port.ts';
import { UNKNOWN_VERSION } from '#core/model/objects/resource-version.ts';
import type { ApplicationName, SeenVersions } from '#flows/ports/sync-queue.port.ts';
import { lastWriteMessage } from '../dispatch/last-writes.ts';
import { queueKeys } from '../redis/queue-keys.ts';
import type { QueueLog } from '../redis/queue-log.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import { openEnvelope } from './envelope.ts';
import type { EnvelopeKeys, EnvelopeRefusal } from './envelope.ts';
import { readJobId, syncQueueName, syncQueuePrefix, syncWorkerTimings } from './jobs.ts';
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
  /**
   * Syncs one Application; expected failures end up in its status. The signal aborts when the worker has to stop or has lost the job to
   * another one. Answers the version in which it left the Application, '' when it has written nothing.
   */
  readonly sync: (application: ApplicationName, signal: AbortSignal, handover: Handover) => Promise<string>;
  readonly onQuarantined?: (reason: EnvelopeRefusal) => void;
}

/** What is known of a job besides its Application. */
export interface Handover {
  /** Another worker began this job and was lost. */
  readonly isTakenOver: boolean;
  /** What the hub had seen when it handed the job out; undefined when a worker has had the job since. */
  readonly seen: SeenVersions | undefined;
  /** False where nothing was sighted for the Application when the job was handed out. */
  readonly isSighted: boolean;
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
    worker.on('completed', (job, version: unknown) => this.#wakeDispatcher(job, String(version)));
    worker.on('failed', (job) => this.#wakeDispatcher(job, UNKNOWN_VERSION));
    this.#worker = worker;
  }

  async #process(job: Job, token: string | undefined, signal: AbortSignal | undefined): Promise<string> {
    const { keys, clock, sync, log } = this.#options;
    const opened = openEnvelope(keys(), job.data, clock.now());
    if (!opened.ok) return this.#refuse(job.id ?? '', opened.failure);
    const { application, seen, isSighted } = opened.value;
    const isFirst = job.attemptsStarted <= 1;
    const handover = { isTakenOver: job.stalledCounter > 0, seen: isFirst ? seen : undefined, isSighted };
    const outcome = await this.#follow(sync(application, signal ?? new AbortController().signal, handover));
    if (this.#stopping) {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    if ('version' in outcome) return outcome.version;
    log.error({ ...application, err: outcome.error }, 'sync ended with an unexpected error');
    // BullMQ writes the text into Redis, where no detail of an error may go (law 8).
    throw new Error('unexpected error: see the log of the worker');
  }

  async #follow(running: Promise<string>): Promise<{ readonly version: string } | { readonly error: unknown }> {
    this.#running.add(running);
    try {
      return { version: await running };
    } catch (error) {
      return { error };
    } finally {
      this.#running.delete(running);
    }
  }

  async #refuse(jobId: string, reason: EnvelopeRefusal): Promise<string> {
    this.#options.log.warn({ job: jobId, reason }, 'job refused: its envelope is not one of ours or too old');
    this.#options.onQuarantined?.(reason);
    await this.#quarantine.add({ jobId, reason, at: this.#options.clock.now() });
    return '';
  }

  /** Another worker may run these now: two must not sync the same Application at once. */
  #giveUp(worker: Worker, jobIds: readonly string[]): void {
    this.#options.log.warn({ jobs: jobIds.length }, 'lost the lock of running jobs: ending them');
    for (const jobId of jobIds) worker.cancelJob(jobId, 'the lock of the job is lost');
  }

  /** At once, not together with others: of an Application that is handed out before this is heard, an older state may be synced once more. */
  #wakeDispatcher(job: Job | undefined, version: string): void {
    const ended = readJobId(job?.id ?? '');
    const message = ended === undefined ? '' : lastWriteMessage(ended.application, version);
    this.#options.link.client.publish(queueKeys.wake, message).catch(ignoreError);
  }
}

/** Whoever waits looks again by itself. */
function ignoreError(): void {}
