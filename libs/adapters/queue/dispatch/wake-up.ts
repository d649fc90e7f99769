import type { Clock } from '#flows/ports/clock.port.ts';
import { queueKeys } from '../redis/queue-keys.ts';
import type { RedisLink } from '../redis/redis-link.ts';

/** Rings of so short a time become one round of the dispatcher. */
const coalesceMs = 5;
/** Lets the dispatcher sleep until somebody asks for a sync, a sync ends or Redis is back. */
export class WakeUp {
  readonly #clock: Clock;
  #rung = false;
  #lastRoundAt = Number.NEGATIVE_INFINITY;
  #ring: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Listens until the answered function is called; `hear` is told each message first. A lost message costs nothing but time: the
   * dispatcher looks by itself, too.
   */
  listen(link: RedisLink, hear: (message: string) => void): () => void {
    const subscriber = link.openWaiting();
    const ring = () => this.ring();
    subscriber.on('message', (_channel: string, message: string) => {
      hear(message);
      ring();
    });
    subscriber.subscribe(queueKeys.wake).catch(subscribeAfterReconnect);
    const unsubscribe = link.onReconnected(ring);
    return () => {
      unsubscribe();
      subscriber.disconnect();
    };
  }

  ring(): void {
    this.#rung = true;
    this.#ring?.();
  }

  /**
   * Returns soon after a ring, also one from before the call, and at the latest after `ms`; at once when the signal aborts. The first ring
   * after a pause is answered within milliseconds, those of a busy time together: rounds begin at least `roundEveryMs` apart.
   */
  async wait(ms: number, roundEveryMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung) {
      const ringing = new AbortController();
      this.#ring = () => ringing.abort();
      await this.#clock.sleep(ms, AbortSignal.any([signal, ringing.signal]));
      this.#ring = undefined;
    }
    const untilNextRound = this.#lastRoundAt + roundEveryMs - this.#clock.now();
    await this.#clock.sleep(Math.max(coalesceMs, untilNextRound), signal);
    this.#rung = false;
    this.#lastRoundAt = this.#clock.now();
  }
}

/** The connection subscribes again by itself whenever it comes back. */
function subscribeAfterReconnect(): void {}
