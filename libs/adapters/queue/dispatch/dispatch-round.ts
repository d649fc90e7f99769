import type { Queue } from 'bullmq';
import type { PendingApplication, TenantPending } from '#core/fairness/candidate-line.ts';
import type { Chosen } from '#core/fairness/choose-next.ts';
import { chooseNext } from '#core/fairness/choose-next.ts';
import { initialFairness } from '#core/fairness/fairness-state.ts';
import type { FairnessState } from '#core/fairness/fairness-state.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import type { Envelope } from '../jobs/envelope.ts';
import { applicationId, defineSyncJob } from '../jobs/jobs.ts';
import type { PendingStore } from '../pending/pending-store.ts';
import type { DispatchFacts, DispatchObserver } from './dispatch-facts.ts';
import { readInFlight } from './in-flight.ts';
import type { InFlight } from './in-flight.ts';
import { PendingScan } from './pending-scan.ts';
import type { TenantScan } from './pending-scan.ts';
import type { WorkerSlots } from './worker-slots.ts';

export interface DispatchRoundOptions {
  readonly queue: Queue;
  readonly store: PendingStore;
  readonly slots: WorkerSlots;
  readonly facts: DispatchFacts;
  readonly seal: (application: ApplicationName, isSighted: boolean) => Envelope;
  readonly now: () => number;
  readonly observer?: DispatchObserver | undefined;
}

/** Jobs in BullMQ for each slot of a worker: one runs, three wait so that no worker idles until the dispatcher looks again. */
const depthPerSlot = 4;

/** One look at what is pending and what the workers can take, and the jobs that follow from it. */
export class DispatchRound {
  readonly #options: DispatchRoundOptions;
  readonly #scan: PendingScan;
  #fairness: FairnessState = initialFairness;
  /** Claims that an earlier dispatcher or a round that failed may have left. */
  #claimsLeft = true;
  #foundJobs: 'plenty' | 'few' = 'few';

  constructor(options: DispatchRoundOptions) {
    this.#options = options;
    this.#scan = new PendingScan(options.store, options.facts, options.now);
  }

  /** Whether the workers had more than half of the jobs that they are given at most when the last round began; few where there is no worker. */
  get foundJobs(): 'plenty' | 'few' {
    return this.#foundJobs;
  }

  /** Rejects when Redis is away; the next round puts right what was left half done. */
  async run(): Promise<void> {
    const { queue, slots, store } = this.#options;
    if (this.#claimsLeft) await store.restore();
    this.#claimsLeft = false;
    const [total, inFlight] = await Promise.all([slots.total(), readInFlight(queue)]);
    const depth = depthPerSlot * total;
    const freeSlots = Math.max(0, depth - inFlight.count);
    this.#foundJobs = inFlight.count * 2 > depth ? 'plenty' : 'few';
    const tenants = await this.#scan.run(freeSlots, inFlight);
    this.#options.observer?.pending(new Map(tenants.map((one) => [one.namespace, one.total])));
    this.#claimsLeft = true;
    await this.#drop(tenants.flatMap((one) => one.dropped));
    await this.#dispatch(this.#choose(tenants, inFlight, freeSlots), tenants);
    this.#claimsLeft = false;
  }

  #choose(tenants: readonly TenantScan[], inFlight: InFlight, freeSlots: number): readonly Chosen[] {
    const clusters = new Set(tenants.flatMap((one) => one.candidates.map((candidate) => candidate.cluster)));
    const choice = chooseNext({
      tenants: tenants.map((one) => this.#tenantPending(one, inFlight)),
      clusters: new Map(
        [...clusters].map((name) => [
          name,
          { ...this.#options.facts.cluster(name), inFlight: inFlight.byCluster.get(name) ?? 0 },
        ]),
      ),
      inFlight: inFlight.applications,
      freeSlots,
      state: this.#fairness,
    });
    this.#fairness = choice.state;
    return choice.chosen;
  }

  #tenantPending({ namespace, candidates }: TenantScan, inFlight: InFlight): TenantPending {
    const pending: PendingApplication[] = candidates.map((one) => ({
      application: applicationId(one.application),
      cluster: one.cluster,
      byPerson: one.urgency === 'person',
    }));
    return {
      tenant: namespace,
      ...this.#options.facts.tenant(namespace),
      inFlight: inFlight.byTenant.get(namespace) ?? 0,
      pending,
    };
  }

  async #drop(applications: readonly ApplicationName[]): Promise<void> {
    const claimed = await this.#options.store.claim(applications);
    await this.#options.store.confirm(claimed.map((one) => one.application));
  }

  async #dispatch(chosen: readonly Chosen[], tenants: readonly TenantScan[]): Promise<void> {
    if (chosen.length === 0) return;
    const { queue, store, seal, observer } = this.#options;
    const candidates = new Map(
      tenants.flatMap((one) => one.candidates.map((candidate) => [applicationId(candidate.application), candidate])),
    );
    const wanted = chosen.flatMap((one) => candidates.get(one.application) ?? []);
    const claimed = await store.claim(wanted.map((one) => one.application));
    const jobs = claimed.flatMap(({ application, isSighted }) => {
      const candidate = candidates.get(applicationId(application));
      return candidate === undefined
        ? []
        : [defineSyncJob(seal(application, isSighted), candidate.cluster, candidate.urgency === 'person')];
    });
    await queue.addBulk(jobs);
    await store.confirm(claimed.map((one) => one.application));
    for (const one of claimed) observer?.dispatched(one.waitedMs);
  }
}
