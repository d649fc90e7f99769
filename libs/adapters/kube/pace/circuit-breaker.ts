import type { Clock } from '#flows/ports/clock.port.ts';
import { backoffMs } from './backoff.ts';

/**
 * Keeps work away from a server that does not answer: after several requests in a row without any answer, all further ones
 * are turned away at once, except for one probe now and then, which decides. So a spoke that is down costs the workers
 * nothing while thousands of its Applications are tried.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  #failures = 0;
  #probeAt = 0;
  #isProbing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds to wait before asking again; 0 lets the request through, and its outcome has to be told. */
  turnAwayMs(): number {
    if (!this.isOpen) return 0;
    const wait = this.#probeAt - this.#clock.now();
    if (wait > 0) return wait;
    if (this.#isProbing) return SHORTEST_WAIT_MS;
    this.#isProbing = true;
    return 0;
  }

  /** Whether requests are turned away. */
  get isOpen(): boolean {
    return this.#failures >= FAILURES_TO_OPEN;
  }

  /** Any answer, whatever it says. */
  answered(): void {
    this.#failures = 0;
    this.#isProbing = false;
  }

  unanswered(): void {
    this.#isProbing = false;
    this.#failures += 1;
    const times = this.#failures - FAILURES_TO_OPEN + 1;
    if (times > 0) this.#probeAt = this.#clock.now() + backoffMs(times, PROBES, this.#clock.random());
  }

  /** The caller gave up before it was known: says nothing about the server. */
  calledOff(): void {
    this.#isProbing = false;
  }
}

/** One lost connection takes a few requests with it; that alone is no sign of a server that is down. */
const FAILURES_TO_OPEN = 5;
/** Short at the longest: a spoke that comes back is to catch up at once, and a probe is one request. */
const PROBES = { firstMs: 500, longestMs: 5000 };
const SHORTEST_WAIT_MS = 250;
