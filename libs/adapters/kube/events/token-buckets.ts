import type { Clock } from '#flows/ports/clock.port.ts';

/** So many at once, and so many more with time. */
export interface Allowance {
  readonly burst: number;
  readonly everyMs: number;
}

interface Tokens {
  left: number;
  /** When `left` was true. */
  atMs: number;
}

/** Token buckets by name: what a name may do is limited, whatever others do. A name that has been quiet long enough is forgotten. */
export class TokenBuckets {
  readonly #allowance: Allowance;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #tokens = new Map<string, Tokens>();

  constructor(allowance: Allowance, clock: Pick<Clock, 'now'>) {
    this.#allowance = allowance;
    this.#clock = clock;
  }

  /** Whether the name may do one more now; takes the token if so. */
  take(name: string): boolean {
    const nowMs = this.#clock.now();
    const { burst, everyMs } = this.#allowance;
    const { left, atMs } = this.#tokens.get(name) ?? { left: burst, atMs: nowMs };
    const earned = Math.max(0, Math.floor((nowMs - atMs) / everyMs));
    const whole = left + earned >= burst;
    const tokens = { left: whole ? burst : left + earned, atMs: whole ? nowMs : atMs + earned * everyMs };
    const isAllowed = tokens.left > 0;
    // Last in the map is who asked last: the first ones are those to forget.
    this.#tokens.delete(name);
    this.#tokens.set(name, isAllowed ? { ...tokens, left: tokens.left - 1 } : tokens);
    this.#forget(nowMs);
    return isAllowed;
  }

  #forget(nowMs: number): void {
    const { burst, everyMs } = this.#allowance;
    for (const [name, { atMs }] of this.#tokens) {
      if (nowMs - atMs <= burst * everyMs) return;
      this.#tokens.delete(name);
    }
  }
}
