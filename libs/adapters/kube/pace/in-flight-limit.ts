import type { Cutoff } from './cutoff.ts';
import { LatencyGradient } from './latency-gradient.ts';

/**
 * How many requests one API server gets at once from this process. Others wait in order of arrival.
 * Pushed back (429, 503 with Retry-After), it halves the limit and lets nobody in for as long as the server asked. While answers take
 * much longer than usual, each takes a little off, at most half of the places in a round of answers. Every other answer adds a
 * little until the configured limit is reached again, about one place per round.
 */
export class InFlightLimit {
  #most: number;
  readonly #latency = new LatencyGradient();
  readonly #waiting = new Set<() => void>();
  #limit: number;
  #running = 0;
  #pause: NodeJS.Timeout | undefined;

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  get running(): number {
    return this.#running;
  }

  /** Places there are at present. */
  get limit(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  /** Another number of places at most, from now on. Who is in stays in. */
  allow(most: number): void {
    const isWhole = this.#limit >= this.#most;
    this.#most = most;
    this.#limit = isWhole ? most : Math.min(this.#limit, most);
    this.#admit();
  }

  /** Waits for a place; false when the request was cut off first. After true, {@link leave} has to be called once. */
  async enter(cutoff: Cutoff): Promise<boolean> {
    if (cutoff.cause !== undefined) return false;
    if (this.#hasPlace()) {
      this.#running += 1;
      return true;
    }
    return await this.#wait(cutoff);
  }

  leave(): void {
    this.#running -= 1;
    this.#admit();
  }

  /** `latencyMs`: from the request's start to its whole answer, without the wait for a place. */
  answered(latencyMs: number): void {
    const pace = this.#latency.note(latencyMs);
    const change = pace < 1 ? pace - 1 : 1 / this.#limit;
    this.#limit = Math.min(this.#most, Math.max(this.#limit + change, Math.min(this.#limit, FEWEST_WHEN_SLOW)));
  }

  pushedBack(retryAfterMs: number): void {
    this.#limit = Math.max(1, this.#limit / 2);
    if (this.#pause !== undefined) return;
    this.#pause = setTimeout(
      () => {
        this.#pause = undefined;
        this.#admit();
      },
      Math.min(retryAfterMs, LONGEST_PAUSE_MS),
    );
  }

  close(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#admit();
  }

  #hasPlace(): boolean {
    return this.#pause === undefined && this.#running < this.limit;
  }

  #wait(cutoff: Cutoff): Promise<boolean> {
    return new Promise((resolve) => {
      const admit = (): void => {
        cutoff.follow(undefined);
        this.#running += 1;
        resolve(true);
      };
      this.#waiting.add(admit);
      cutoff.follow(() => {
        this.#waiting.delete(admit);
        resolve(false);
      });
    });
  }

  #admit(): void {
    for (const admit of this.#waiting) {
      if (!this.#hasPlace()) return;
      this.#waiting.delete(admit);
      admit();
    }
  }
}

/** A slow server that does not push back is slow for other reasons than us, beyond this. */
const FEWEST_WHEN_SLOW = 2;
/** A server that asks for more is asked again after this: one bad header must not stop a cluster for hours. */
const LONGEST_PAUSE_MS = 30_000;
