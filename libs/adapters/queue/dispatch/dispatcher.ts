import { Queue } from 'bullmq';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import type { EnvelopeKeys } from '../jobs/envelope.ts';
import { sealEnvelope } from '../jobs/envelope.ts';
import { syncQueueName, syncQueuePrefix } from '../jobs/jobs.ts';
import { PendingStore } from '../pending/pending-store.ts';
import { LastWrites } from './last-writes.ts';
import type { QueueLog } from '../redis/queue-log.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import type { DispatchFacts, DispatchObserver } from './dispatch-facts.ts';
import { DispatchRound } from './dispatch-round.ts';
import { WakeUp } from './wake-up.ts';
import { WorkerSlots } from './worker-slots.ts';

export interface DispatcherOptions {
  readonly link: RedisLink;
  readonly facts: DispatchFacts;
  /** Asked for each job, so that a replaced key is used at once. */
  readonly keys: () => EnvelopeKeys;
  readonly clock: Clock;
  readonly log: QueueLog;
  readonly observer?: DispatchObserver;
}

/** How often to look without being woken: a message may be lost, a cluster may have become ready. */
const lookEveryMs = 1_000;
/** Rounds that follow each other begin so far apart: the jobs that wait in BullMQ last longer, and each round is a dozen commands. */
const roundEveryMs = { plenty: 250, few: 100 };
const maxBackoffMs = 5_000;
/** BullMQ writes its events for anybody who looks; nobody needs many. */
const keptEvents = 1_000;

/**
 * Moves pending Applications into the shallow job queue, fairly (design §10). Runs in the elected hub; two at once, for a
 * moment, do no harm: a key is claimed by one of them, and a second job for an Application waits or is dropped.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #wakeUp: WakeUp;
  readonly #lastWrites = new LastWrites();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#wakeUp = new WakeUp(options.clock);
  }

  /** Looks again now: something changed that facts depend on, such as a cluster that is ready again. */
  wake(): void {
    this.#wakeUp.ring();
  }

  /** Dispatches until the signal aborts, and resolves when the last round has ended. Never rejects: while Redis is away it tries again, with backoff. */
  async run(signal: AbortSignal): Promise<void> {
    const { link } = this.#options;
    await link.waitUntilAvailable(signal).catch(ignoreError);
    if (signal.aborted) return;
    const queue = new Queue(syncQueueName, {
      connection: link.client,
      prefix: syncQueuePrefix,
      skipVersionCheck: true,
      streams: { events: { maxLen: keptEvents } },
    });
    queue.on('error', ignoreError);
    const stopListening = this.#wakeUp.listen(link, (message) => this.#lastWrites.note(message));
    try {
      await this.#loop(this.#newRound(queue), signal);
    } finally {
      stopListening();
      await queue.close().catch(ignoreError);
    }
  }

  #newRound(queue: Queue): DispatchRound {
    const { link, facts, keys, clock, observer } = this.#options;
    const seal = (application: ApplicationName, isSighted: boolean) => {
      const seen = this.#lastWrites.raise(facts.seen(), application);
      return sealEnvelope(keys(), { application, seen, isSighted }, clock.now());
    };
    return new DispatchRound({
      queue,
      store: new PendingStore(link),
      slots: new WorkerSlots(link),
      facts,
      seal,
      now: () => clock.now(),
      observer,
    });
  }

  async #loop(round: DispatchRound, signal: AbortSignal): Promise<void> {
    const { link, log } = this.#options;
    let failures = 0;
    let refused = false;
    while (!signal.aborted) {
      const failure = await settle(round.run());
      if (failure === undefined && refused) link.announceReturn();
      // While Redis is away the link has said so already, and tells when it is back.
      if (failure !== undefined && !refused && link.available)
        log.warn({ err: failure }, 'cannot dispatch: trying again');
      refused = failure !== undefined && (refused || link.available);
      failures = failure === undefined ? 0 : failures + 1;
      if (failures === 0) await this.#wakeUp.wait(lookEveryMs, roundEveryMs[round.foundJobs], signal);
      else await this.#options.clock.sleep(this.#backoffMs(failures), signal);
    }
  }

  /** 100 ms, doubling up to 5 s, plus or minus a quarter. */
  #backoffMs(failures: number): number {
    return Math.min(100 * 2 ** Math.min(failures - 1, 10), maxBackoffMs) * (0.75 + this.#options.clock.random() / 2);
  }
}

async function settle(work: Promise<void>): Promise<unknown> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error ?? new Error('rejected without a reason');
  }
}

/** The same error rejects the command that caused it, and is reported there. */
function ignoreError(): void {}
