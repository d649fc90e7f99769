export interface RateLimits {
  readonly windowMs: number;
  /** Most that one key may take in a window. */
  readonly perKey: number;
  /** Most that all keys together may take in a window; it also bounds how many keys are remembered. */
  readonly total: number;
}

/** Counts by key in windows of fixed length, for those who knock without having proven anything. */
export class RateLimit {
  private readonly limits: RateLimits;
  private readonly taken = new Map<string, number>();
  private total = 0;
  private windowEndsMs = 0;

  constructor(limits: RateLimits) {
    this.limits = limits;
  }

  /** False when it would be too much: nothing is counted then. */
  take(key: string, nowMs: number, cost = 1): boolean {
    this.beginWindow(nowMs);
    const taken = (this.taken.get(key) ?? 0) + cost;
    if (taken > this.limits.perKey || this.total + cost > this.limits.total) return false;
    this.taken.set(key, taken);
    this.total += cost;
    return true;
  }

  /** Milliseconds until everybody may take again. */
  opensInMs(nowMs: number): number {
    return Math.max(0, this.windowEndsMs - nowMs);
  }

  private beginWindow(nowMs: number): void {
    // A clock that was set back must not close the door for that long.
    if (nowMs < this.windowEndsMs && nowMs >= this.windowEndsMs - this.limits.windowMs) return;
    this.windowEndsMs = nowMs + this.limits.windowMs;
    this.taken.clear();
    this.total = 0;
  }
}
