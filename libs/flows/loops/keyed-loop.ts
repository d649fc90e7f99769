import type { Clock } from '../ports/clock.port.ts';

/** What a run asks for: nothing, or to be run again no later than after this time. */
export interface RunOutcome {
  readonly againInMs?: number | undefined;
}

export interface KeyedLoopOptions {
  readonly clock: Clock;
  /** Brings one key to where it should be; reads the newest state itself. A throw is a surprise: logged, retried with backoff. */
  readonly run: (key: string, signal: AbortSignal) => Promise<RunOutcome | void>;
  /** Keys that run at once. */
  readonly concurrency: number;
  readonly onError: (key: string, error: unknown) => void;
}

/** After so long a time everybody else has a turn: a thousand runs that find everything in memory would hold up all answers of others. */
const TURN_MS = 5;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;

/**
 * A level-triggered work loop: keys in, one run for each at a time. A key requested while it runs is run once more
 * afterwards; requested while it waits, it is not added twice. Nothing is stored: after a restart all keys are requested anew.
 */
export class KeyedLoop {
  private readonly waiting = new Set<string>();
  private readonly running = new Map<string, { again: boolean }>();
  private readonly timers = new Map<string, { timer: NodeJS.Timeout; atMs: number }>();
  private readonly failures = new Map<string, number>();
  /** Keys whose last run began since the last sweep. */
  private readonly recent = new Set<string>();
  private readonly options: KeyedLoopOptions;
  private readonly stopping = new AbortController();
  private idle: (() => void) | undefined;
  /** When the present turn began; undefined between turns. Unit: milliseconds of the clock. */
  private turnBegan: number | undefined;

  constructor(options: KeyedLoopOptions) {
    this.options = options;
  }

  /** Asks for a run of the key as soon as there is room. */
  request(key: string): void {
    if (this.stopping.signal.aborted) return;
    const current = this.running.get(key);
    if (current !== undefined) {
      current.again = true;
      return;
    }
    this.cancelTimer(key);
    this.waiting.add(key);
    this.startNext();
  }

  /** Asks for a run of those of these keys that have had none since the last sweep: called twice in a time, each has one within that time. */
  sweep(keys: Iterable<string>): void {
    for (const key of keys) if (!this.recent.delete(key)) this.request(key);
  }

  isRunning(key: string): boolean {
    return this.running.has(key);
  }

  /** Forgets a key that is gone; a run under way ends by itself. */
  forget(key: string): void {
    this.cancelTimer(key);
    this.waiting.delete(key);
    this.failures.delete(key);
    this.recent.delete(key);
  }

  /** Stops starting runs, aborts those under way and waits for them. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const key of this.timers.keys()) this.cancelTimer(key);
    this.waiting.clear();
    if (this.running.size === 0) return;
    await new Promise<void>((resolve) => (this.idle = resolve));
  }

  private startNext(): void {
    for (const key of this.waiting) {
      if (this.running.size >= this.options.concurrency || this.isTurnOver()) return;
      this.waiting.delete(key);
      void this.runOnce(key);
    }
  }

  /** Where runs are still waiting, the next turn goes on with them. */
  private isTurnOver(): boolean {
    const now = this.options.clock.now();
    if (this.turnBegan === undefined) {
      this.turnBegan = now;
      setImmediate(() => {
        this.turnBegan = undefined;
        this.startNext();
      });
    }
    return now - this.turnBegan >= TURN_MS;
  }

  private async runOnce(key: string): Promise<void> {
    const state = { again: false };
    this.running.set(key, state);
    this.recent.add(key);
    const againInMs = await this.attempt(key);
    this.running.delete(key);
    if (this.stopping.signal.aborted) {
      if (this.running.size === 0) this.idle?.();
      return;
    }
    if (state.again) this.waiting.add(key);
    else if (againInMs !== undefined) this.requestLater(key, againInMs);
    this.startNext();
  }

  private async attempt(key: string): Promise<number | undefined> {
    try {
      const outcome = await this.options.run(key, this.stopping.signal);
      this.failures.delete(key);
      return outcome?.againInMs;
    } catch (error) {
      if (!this.stopping.signal.aborted) this.options.onError(key, error);
      return this.retryDelayMs(key);
    }
  }

  /** Doubles with each failure in a row; half of it is chance, so that keys that failed together do not return together. */
  private retryDelayMs(key: string): number {
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
    return longest / 2 + (longest / 2) * this.options.clock.random();
  }

  private requestLater(key: string, delayMs: number): void {
    const atMs = this.options.clock.now() + delayMs;
    const planned = this.timers.get(key);
    if (planned !== undefined && planned.atMs <= atMs) return;
    this.cancelTimer(key);
    const timer = setTimeout(() => this.request(key), Math.min(delayMs, 2 ** 31 - 1));
    timer.unref();
    this.timers.set(key, { timer, atMs });
  }

  private cancelTimer(key: string): void {
    const planned = this.timers.get(key);
    if (planned === undefined) return;
    clearTimeout(planned.timer);
    this.timers.delete(key);
  }
}
