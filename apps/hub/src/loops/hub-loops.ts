import { ThreadExpander } from '#adapters/expansion/thread-expander.ts';
import { KubeSpokeIdentities } from '#adapters/kube/spokes/kube-spoke-identities.ts';
import { Dispatcher } from '#adapters/queue/dispatch/dispatcher.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { OutsideWorld } from '#flows/application-sets/gather-facts.ts';
import type { KeyedLoop } from '#flows/loops/keyed-loop.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { RevisionInterest } from '#flows/repositories/revision-interest.ts';
import type { Platform } from '#runtime/platform.ts';
import { HubDispatchFacts } from '../dispatch-facts.ts';
import { ApplicationSetsReconciler } from './application-sets.reconciler.ts';
import { ApplicationsReconciler } from './applications.reconciler.ts';
import { Followers } from './followers.ts';
import { RepositoriesReconciler } from './repositories.reconciler.ts';
import { keyOf } from './resource-key.ts';
import { SpokesReconciler } from './spokes.reconciler.ts';
import { TenantsReconciler } from './tenants.reconciler.ts';
import { WakeUps } from './wake-ups.ts';

/** Runs as TypeScript from a checkout and as JavaScript from a build; the name of this very file tells which. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const expansionThread = new URL(`../expansion-thread.${extension}`, import.meta.url);

/** All loops of the elected hub. Built when this replica is elected, stopped when it is not any more. */
export class HubLoops {
  private readonly repositories: RepositoriesReconciler;
  private readonly applications: ApplicationsReconciler;
  private readonly spokes: SpokesReconciler;
  private readonly dispatcher: Dispatcher;
  private readonly expander = new ThreadExpander(expansionThread);
  private readonly loops: readonly KeyedLoop[];
  private readonly endings: readonly (() => void)[];
  private readonly stopping = new AbortController();
  private readonly dispatching: Promise<void>;

  constructor(platform: Platform, outside: OutsideWorld) {
    const { controlPlane, connections, redis } = platform;
    const interest = new RevisionInterest();
    const repositories = new RepositoriesReconciler(platform, interest);
    this.repositories = repositories;
    const followers = new Followers(interest, (repository) => repositories.loop.request(repository));
    const tenants = new TenantsReconciler(platform, followers);
    const sets = new ApplicationSetsReconciler(platform, followers, {
      ...outside,
      expander: this.expander,
    });
    this.applications = new ApplicationsReconciler(platform, followers);
    const identities = new KubeSpokeIdentities(connections);
    this.spokes = new SpokesReconciler(platform, identities, () => this.dispatcher.wake());
    this.dispatcher = createDispatcher(platform, this.spokes);
    this.loops = [repositories, tenants, sets, this.applications, this.spokes].map(({ loop }) => loop);
    const { applications, spokes, dispatcher } = this;
    const wakeUps = new WakeUps(controlPlane, interest, { tenants, sets, applications, spokes, dispatcher });
    // Redis may have come back empty: everything that was pending there has to be asked for again.
    const redisIsBack = redis.onReconnected(() => this.requestAll());
    this.endings = [
      wakeUps.follow(),
      redisIsBack,
      ...[repositories, tenants, sets, applications, spokes].map((each) => each.follow()),
    ];
    this.dispatching = this.dispatcher.run(this.stopping.signal);
  }

  /** Whether an Application waits for a worker. */
  isQueued(name: ApplicationName): boolean {
    return this.applications.isQueued(keyOf(name));
  }

  /** Has a Repository polled as soon as there is room: once more after a poll under way. */
  requestPoll(repository: string): void {
    this.repositories.loop.request(repository);
  }

  /** Looks at everything that was not looked at since the last sweep: whatever is not where it should be is set going. */
  sweep(): void {
    this.applications.sweep();
    this.spokes.sweep();
  }

  private requestAll(): void {
    this.applications.requestAll();
    this.spokes.requestAll();
  }

  /** Resolves when no loop does anything any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const end of this.endings) end();
    await Promise.all([...this.loops.map((loop) => loop.stop()), this.dispatching]);
    await this.expander.close();
  }
}

function createDispatcher(platform: Platform, spokes: SpokesReconciler): Dispatcher {
  const { controlPlane, clock, log, metrics, redis, queueKeys } = platform;
  const observer = {
    dispatched: (waitedMs: number) => metrics.dispatchLatency.observe(waitedMs / 1000),
    pending: (counts: ReadonlyMap<string, number>) => {
      metrics.pending.reset();
      for (const [namespace, count] of counts)
        metrics.pending.set({ tenant: tenantOfNamespace(namespace) ?? '' }, count);
    },
  };
  const facts = new HubDispatchFacts(controlPlane, spokes);
  return new Dispatcher({ link: redis, facts, keys: () => queueKeys, clock, log, observer });
}
