import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { checkServer } from './check-server.ts';
import type { QueueLog } from './queue-log.ts';

export interface RedisLinkOptions {
  readonly url: string;
  /** Shown by CLIENT LIST. */
  readonly name: string;
  readonly log: QueueLog;
  /** Told of each change between reachable and away. */
  readonly onAvailability?: (available: boolean) => void;
}

type WaitingPolicy = Required<Pick<RedisOptions, 'maxRetriesPerRequest'>> &
  Pick<RedisOptions, 'enableOfflineQueue' | 'commandTimeout'>;

/** Longest wait for the answer to one command. A frozen Redis must not freeze its callers. */
const commandTimeoutMs = 5_000;
const maxReconnectMs = 2_000;

/**
 * This process's connections to Redis. Redis may be away for any time: connections come back by themselves, with backoff and
 * jitter, and the log has one line for each change. Commands fail fast meanwhile; only workers' blocking reads wait.
 */
export class RedisLink {
  /** For commands: rejects at once while Redis is away and after five seconds without an answer. */
  readonly client: Redis;
  readonly #options: RedisLinkOptions;
  readonly #others: Redis[] = [];
  readonly #listeners = new Set<() => void>();
  #available: boolean | undefined;
  #lastError: Error | undefined;

  constructor(options: RedisLinkOptions) {
    this.#options = options;
    // A command is never sent twice: its caller decides what to do when nobody knows whether it ran.
    this.client = this.#connect({
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: commandTimeoutMs,
    });
    this.client.on('ready', () => void this.#cameUp());
    this.client.on('error', (error: Error) => void (this.#lastError = error));
    this.client.on('close', () => this.#wentAway());
  }

  get log(): QueueLog {
    return this.#options.log;
  }

  get available(): boolean {
    return this.#available === true;
  }

  /** A further connection that waits for Redis as long as it takes: for BullMQ workers and subscriptions. Closed with the link. */
  openWaiting(): Redis {
    return this.#follow(this.#connect({ maxRetriesPerRequest: null }));
  }

  /** BullMQ duplicates a connection for its blocking reads; while Redis is away it could not end the copy by itself. */
  #follow(redis: Redis): Redis {
    const duplicate = redis.duplicate.bind(redis);
    redis.duplicate = (override) => this.#follow(duplicate(override));
    redis.on('error', ignoreError);
    this.#others.push(redis);
    return redis;
  }

  /** Calls back each time Redis works again after it did not. It may have come back empty: ask again for all that is wanted. */
  onReconnected(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells all who follow `onReconnected`. For whoever finds that Redis works again after it had refused or not answered. */
  announceReturn(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#options.log.error({ err: error }, 'unexpected error after Redis came back');
      }
    }
  }

  /** Resolves when Redis answers; rejects with the signal's reason when that aborts first. */
  async waitUntilAvailable(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.client.status === 'ready') return;
    await new Promise<void>((resolve, reject) => {
      const abort = () => {
        this.client.off('ready', ready);
        reject(signal.reason instanceof Error ? signal.reason : new Error('waiting for Redis was aborted'));
      };
      const ready = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      this.client.once('ready', ready);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Drops all connections; commands under way reject. */
  close(): void {
    this.#listeners.clear();
    this.client.removeAllListeners('close');
    for (const redis of [this.client, ...this.#others]) redis.disconnect();
  }

  #connect(options: WaitingPolicy): Redis {
    const redis = new Redis(this.#options.url, {
      replyMapping: 'legacy',
      connectionName: this.#options.name,
      connectTimeout: commandTimeoutMs,
      retryStrategy: reconnectDelayMs,
      ...options,
    });
    // Without a listener an error event ends the process. What it means is known from `ready` and `close`.
    redis.on('error', ignoreError);
    return redis;
  }

  async #cameUp(): Promise<void> {
    const wasAway = this.#available === false;
    this.#available = true;
    this.#lastError = undefined;
    this.#options.onAvailability?.(true);
    this.#options.log.info({ wasAway }, 'Redis is there');
    if (wasAway) this.announceReturn();
    await checkServer(this.client, this.#options.log);
  }

  #wentAway(): void {
    if (this.#available === false) return;
    this.#available = false;
    this.#options.onAvailability?.(false);
    this.#options.log.warn({ reason: this.#lastError?.message }, 'Redis is away: syncs wait until it is back');
  }
}

function ignoreError(): void {}

/** 50 ms, doubling up to 2 s, plus or minus a quarter so that all replicas do not return at the same moment. */
function reconnectDelayMs(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt - 1, 10), maxReconnectMs) * (0.75 + Math.random() / 2);
}
