export interface ReplayLimits {
  /** How long a delivery is remembered. */
  readonly keepMs: number;
  /** Most deliveries remembered; the oldest is forgotten first. */
  readonly most: number;
}

/**
 * Deliveries that were believed, so that a copy of one is not. Only what has proven itself gets in, so nobody without a secret can push
 * another one out.
 */
export class ReplayMemory {
  /** Expiry by key; the oldest first. */
  private readonly known = new Map<string, number>();
  private readonly limits: ReplayLimits;

  constructor(limits: ReplayLimits) {
    this.limits = limits;
  }

  /** Remembers it; false when it is known already. */
  remember(key: string, nowMs: number): boolean {
    this.forgetExpired(nowMs);
    if (this.known.has(key)) return false;
    this.known.set(key, nowMs + this.limits.keepMs);
    return true;
  }

  private forgetExpired(nowMs: number): void {
    for (const [key, expiresMs] of this.known) {
      if (expiresMs > nowMs && this.known.size < this.limits.most) return;
      this.known.delete(key);
    }
  }
}
