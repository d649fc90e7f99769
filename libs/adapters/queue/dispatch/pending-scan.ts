import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { applicationId } from '../jobs/jobs.ts';
import type { PendingEntry, PendingPage, PendingStore } from '../pending/pending-store.ts';
import type { DispatchFacts } from './dispatch-facts.ts';
import type { InFlight } from './in-flight.ts';

interface Candidate extends PendingEntry {
  readonly cluster: string;
}

export interface TenantScan {
  readonly namespace: string;
  /** Everything that is pending for the tenant, looked at or not. */
  readonly total: number;
  /** Could be dispatched as far as their clusters go: of each no more than it has room for. Most urgent first. */
  readonly candidates: readonly Candidate[];
  /** Nobody wants these any more. */
  readonly dropped: readonly ApplicationName[];
}

/** Entries read in one round at the heads of all lines, and when searching beyond them: a round stays short however much is pending. */
const maxHeads = 5_000;
const maxSearched = 2_000;
/** How often to search for more where nothing could be dispatched, or too little to keep the workers busy. */
const searchEveryMs = 200;

/** What is read of the pending sets. */
type ReadablePending = Pick<PendingStore, 'tenants' | 'peek'>;

/** How many more of a tenant's Applications each cluster takes, by its name. */
type Rooms = Map<string, number>;

/** Where to look beyond the head of a tenant's line. */
interface Cursor {
  readonly offset: number;
  /** Something to dispatch was found there last time. */
  readonly found: boolean;
}

/**
 * Looks at a bounded part of what is pending. The head of each tenant's line is always in it. Where the head cannot move, a
 * cursor wanders over the rest of that line from round to round and stays where it finds something, so that thousands of
 * Applications of a cluster that is down, full or slow do not hide those of other clusters behind them.
 */
export class PendingScan {
  readonly #store: ReadablePending;
  readonly #facts: DispatchFacts;
  readonly #now: () => number;
  readonly #cursors = new Map<string, Cursor>();
  #searchedAt = Number.NEGATIVE_INFINITY;

  constructor(store: ReadablePending, facts: DispatchFacts, now: () => number) {
    this.#store = store;
    this.#facts = facts;
    this.#now = now;
  }

  /** Aims at one candidate more than there are slots for each tenant, as fairness wants it. */
  async run(freeSlots: number, inFlight: InFlight): Promise<readonly TenantScan[]> {
    const namespaces = await this.#store.tenants();
    const headCount = Math.min(freeSlots + 1, Math.max(2, Math.floor(maxHeads / Math.max(1, namespaces.length))));
    const heads = await this.#store.peek(namespaces.map((namespace) => ({ namespace, offset: 0, count: headCount })));
    const rooms = new Map(namespaces.map((namespace): [string, Rooms] => [namespace, new Map()]));
    const judge = (page: PendingPage) => this.#judge(page, inFlight, rooms.get(page.namespace) ?? new Map());
    const scans = heads.map(judge);
    if (freeSlots === 0) return scans;
    const isShort = inFlight.count < freeSlots;
    const beyond = await this.#lookBeyond(scans, headCount, isShort);
    return scans.map((scan) => this.#extend(scan, beyond.get(scan.namespace), judge));
  }

  async #lookBeyond(
    scans: readonly TenantScan[],
    headCount: number,
    isShort: boolean,
  ): Promise<ReadonlyMap<string, PendingPage & { readonly offset: number }>> {
    const stuck = scans.filter((one) => one.candidates.length < headCount && one.total > headCount);
    const maySearch = this.#now() - this.#searchedAt >= searchEveryMs;
    if (maySearch) this.#searchedAt = this.#now();
    const share = Math.max(1, Math.floor(maxSearched / Math.max(1, stuck.length)));
    const ranges = stuck.flatMap(({ namespace, total }) => {
      const { offset, found } = this.#cursors.get(namespace) ?? { offset: headCount, found: false };
      const count = found && !(isShort && maySearch) ? headCount : share;
      return found || maySearch
        ? [{ namespace, offset: offset < total ? Math.max(offset, headCount) : headCount, count }]
        : [];
    });
    const pages = await this.#store.peek(ranges);
    return new Map(pages.map((page, index) => [page.namespace, { ...page, offset: ranges[index]?.offset ?? 0 }]));
  }

  #extend(
    scan: TenantScan,
    page: (PendingPage & { readonly offset: number }) | undefined,
    judge: (page: PendingPage) => TenantScan,
  ): TenantScan {
    if (page === undefined) return scan;
    const more = judge(page);
    const first = more.candidates[0];
    const position = page.entries.findIndex((entry) => entry.application === first?.application);
    const found = position >= 0;
    this.#cursors.set(scan.namespace, { found, offset: page.offset + (found ? position : page.entries.length) });
    return {
      ...scan,
      candidates: [...scan.candidates, ...more.candidates],
      dropped: [...scan.dropped, ...more.dropped],
    };
  }

  /** Takes the room of each candidate from `rooms`: a line full of a slow cluster's Applications is one that cannot move. */
  #judge(page: PendingPage, inFlight: InFlight, rooms: Rooms): TenantScan {
    const candidates: Candidate[] = [];
    const dropped: ApplicationName[] = [];
    for (const entry of page.entries) {
      const fact = this.#facts.application(entry.application);
      if (fact.kind === 'drop') dropped.push(entry.application);
      if (fact.kind !== 'ready' || inFlight.applications.has(applicationId(entry.application))) continue;
      const room = rooms.get(fact.cluster) ?? this.#roomOf(fact.cluster, inFlight);
      rooms.set(fact.cluster, Math.max(0, room - 1));
      if (room > 0) candidates.push({ ...entry, cluster: fact.cluster });
    }
    return { namespace: page.namespace, total: page.total, candidates, dropped };
  }

  #roomOf(cluster: string, inFlight: InFlight): number {
    const { ready, concurrentSyncs } = this.#facts.cluster(cluster);
    return ready ? concurrentSyncs - (inFlight.byCluster.get(cluster) ?? 0) : 0;
  }
}
