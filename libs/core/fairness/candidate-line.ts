export interface PendingApplication {
  /** Identifies the Application among all. */
  readonly application: string;
  readonly cluster: string;
  readonly byPerson: boolean;
}

export interface TenantPending {
  readonly tenant: string;
  /** Share of the workers relative to other tenants: a whole number of at least 1. */
  readonly weight: number;
  /** Limit of dispatched Applications at a time; absent is without limit. */
  readonly concurrentSyncs?: number | undefined;
  /** Dispatched and not yet ended. */
  readonly inFlight: number;
  /** Most urgent first. More than there are free slots where the tenant has more: a line that runs out loses what it has earned. */
  readonly pending: readonly PendingApplication[];
}

export interface ClusterRoom {
  readonly ready: boolean;
  readonly concurrentSyncs: number;
  readonly inFlight: number;
}

/**
 * One tenant's line: hands out its eligible Applications in their order. `rooms` is shared by all lines and counts down the
 * syncs each cluster still takes. Room only shrinks during a choice, so whoever was passed over once need not be looked at again.
 */
export class CandidateLine {
  readonly tenant: string;
  readonly weight: number;
  readonly #pending: readonly PendingApplication[];
  readonly #rooms: Map<string, number>;
  readonly #inFlight: ReadonlySet<string>;
  #room: number;
  #position = 0;

  constructor(tenant: TenantPending, rooms: Map<string, number>, inFlight: ReadonlySet<string>) {
    this.tenant = tenant.tenant;
    this.weight = tenant.weight;
    this.#pending = tenant.pending;
    this.#rooms = rooms;
    this.#inFlight = inFlight;
    this.#room = (tenant.concurrentSyncs ?? Number.POSITIVE_INFINITY) - tenant.inFlight;
  }

  /** The next eligible one, without taking it. */
  peek(): PendingApplication | undefined {
    if (this.#room <= 0) return undefined;
    while (this.#position < this.#pending.length) {
      const candidate = this.#pending[this.#position];
      if (candidate !== undefined && this.#isEligible(candidate)) return candidate;
      this.#position += 1;
    }
    return undefined;
  }

  take(): PendingApplication | undefined {
    const candidate = this.peek();
    if (candidate === undefined) return undefined;
    this.#position += 1;
    this.#room -= 1;
    this.#rooms.set(candidate.cluster, (this.#rooms.get(candidate.cluster) ?? 0) - 1);
    return candidate;
  }

  #isEligible(candidate: PendingApplication): boolean {
    return (this.#rooms.get(candidate.cluster) ?? 0) > 0 && !this.#inFlight.has(candidate.application);
  }
}
