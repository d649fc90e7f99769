import { Dispatcher } from '#adapters/queue/dispatch/dispatcher.ts';
import { KubeSpokeIdentities } from '#adapters/kube/spokes/kube-spoke-identities.ts';
import { createTemplateEnvironment } from '#adapters/templating/template-environment.ts';
import { isDeepEqual } from '#core/model/deep-equal.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';
import { findCluster } from '#core/sync-target/locate-target.ts';
import type { Application } from '#core/resources/application.ts';
import { toClusterFact } from '#flows/application-sets/gather-facts.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { RevisionInterest } from '#flows/repositories/revision-interest.ts';
import { repositoryKey } from '#flows/repositories/repository-lookup.ts';
import type { Platform } from '#runtime/platform.ts';
import { HubDispatchFacts } from '../dispatch-facts.ts';
import { ApplicationSetsReconciler } from './application-sets.reconciler.ts';
import { ApplicationsReconciler } from './applications.reconciler.ts';
import { Followers } from './followers.ts';
import { RepositoriesReconciler } from './repositories.reconciler.ts';
import { keyOf } from './resource-key.ts';
import { SpokesReconciler } from './spokes.reconciler.ts';
import { TenantsReconciler } from './tenants.reconciler.ts';

/** All loops of the elected hub, and which change wakes which of them. Built when this replica is elected, stopped when it is not any more. */
export class HubLoops {
  private readonly platform: Platform;
  private readonly interest = new RevisionInterest();
  private readonly repositories: RepositoriesReconciler;
  private readonly tenants: TenantsReconciler;
  private readonly sets: ApplicationSetsReconciler;
  private readonly applications: ApplicationsReconciler;
  private readonly spokes: SpokesReconciler;
  private readonly dispatcher: Dispatcher;
  private readonly stopping = new AbortController();
  private readonly endings: (() => void)[] = [];
  private readonly dispatching: Promise<void>;

  constructor(platform: Platform) {
    this.platform = platform;
    const { controlPlane, connections, clock, log, redis } = platform;
    this.repositories = new RepositoriesReconciler(platform, this.interest);
    const followers = new Followers(this.interest, (repository) => this.repositories.loop.request(repository));
    this.tenants = new TenantsReconciler(platform, followers);
    this.sets = new ApplicationSetsReconciler(platform, followers, templateEngines(createTemplateEnvironment()));
    this.applications = new ApplicationsReconciler(platform, followers);
    const identities = new KubeSpokeIdentities(connections);
    this.spokes = new SpokesReconciler(platform, { controlPlane, identities }, () => this.dispatcher.wake());
    this.dispatcher = new Dispatcher({
      link: redis,
      facts: new HubDispatchFacts(controlPlane, this.spokes),
      keys: () => platform.queueKeys,
      clock,
      log,
      observer: dispatchObserver(platform),
    });
    this.follow();
    this.dispatching = this.dispatcher.run(this.stopping.signal);
  }

  /** Whether an Application waits for a worker. */
  isQueued(name: ApplicationName): boolean {
    return this.applications.isQueued(keyOf(name));
  }

  /** Looks at everything again: whatever is not where it should be is set going. */
  sweep(): void {
    this.applications.requestAll();
    this.spokes.requestAll();
  }

  /** Resolves when no loop does anything any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const end of this.endings) end();
    const loops = [this.repositories, this.tenants, this.sets, this.applications, this.spokes].map(({ loop }) =>
      loop.stop(),
    );
    await Promise.all([...loops, this.dispatching]);
  }

  private follow(): void {
    this.endings.push(
      this.repositories.follow(),
      this.tenants.follow(),
      this.sets.follow(),
      this.applications.follow(),
    );
    this.endings.push(
      this.followRepositories(),
      this.followTenants(),
      this.followClusters(),
      this.followApplications(),
    );
    // Redis may have come back empty: everything that was pending there has to be asked for again.
    this.endings.push(this.platform.redis.onReconnected(() => this.sweep()));
    this.spokes.requestAll();
  }

  /** A commit that is news wakes those who follow the repository. */
  private followRepositories(): () => void {
    return this.platform.controlPlane.view('Repository').onChange((name, repository) => {
      const key = keyOf(name);
      // One that has just been registered may be what others waited for.
      if (repository !== undefined && this.interest.consumersOf(key).length === 0) return this.wakeWaiting();
      for (const consumer of this.interest.consumersOf(repository === undefined ? key : repositoryKey(repository))) {
        if (consumer.kind === 'Tenant') this.tenants.loop.request(consumer.key);
        else if (consumer.kind === 'ApplicationSet') this.sets.loop.request(consumer.key);
        else this.applications.loop.request(consumer.key);
      }
    });
  }

  private wakeWaiting(): void {
    for (const { metadata } of this.platform.controlPlane.view('Tenant').list())
      this.tenants.loop.request(keyOf(metadata));
    for (const { metadata } of this.platform.controlPlane.view('ApplicationSet').list())
      this.sets.loop.request(keyOf(metadata));
    this.applications.requestAll();
  }

  private followTenants(): () => void {
    const view = this.platform.controlPlane.view('Tenant');
    return onNewGeneration(
      view,
      () => this.wakeWaiting(),
      () => this.spokes.requestAll(),
    );
  }

  private followClusters(): () => void {
    const view = this.platform.controlPlane.view('Cluster');
    const known = new Map(view.list().map((cluster) => [keyOf(cluster.metadata), toClusterFact(cluster)]));
    const ready = new Set(
      view.list().flatMap(({ metadata, status }) => (status.phase === 'Ready' ? [keyOf(metadata)] : [])),
    );
    return view.onChange((name, cluster) => {
      const key = keyOf(name);
      const before = known.get(key);
      const after = cluster === undefined ? undefined : toClusterFact(cluster);
      if (after === undefined) known.delete(key);
      else known.set(key, after);
      this.sets.requestAffected(before, after);
      const isReady = cluster?.status.phase === 'Ready';
      // While it was away somebody may have changed it.
      if (isReady && !ready.has(key)) this.spokes.requestAnew(name.name);
      if (isReady) ready.add(key);
      else ready.delete(key);
      if (!isDeepEqual(before, after)) this.clusterChanged(name.name);
      this.dispatcher.wake();
    });
  }

  private clusterChanged(name: string): void {
    this.spokes.loop.request(name);
    this.applications.requestAll();
  }

  private followApplications(): () => void {
    const view = this.platform.controlPlane.view('Application');
    const onChange = onNewGeneration(
      view,
      (application) => this.requestSpokeOf(application),
      () => undefined,
    );
    const onStatus = view.onChange((name, application) => {
      if (application === undefined) this.requestSetsOf(name.namespace);
      // Rights that were in place are gone: look at the spoke itself.
      if (application?.status.operation?.reason === 'Forbidden') this.requestSpokeOf(application, true);
    });
    return () => {
      onChange();
      onStatus();
    };
  }

  private requestSpokeOf({ spec }: Application, anew = false): void {
    const cluster = findCluster(this.platform.controlPlane.view('Cluster').list(), spec.destination)?.metadata.name;
    if (cluster === undefined) return;
    if (anew) this.spokes.requestAnew(cluster);
    else this.spokes.loop.request(cluster);
  }

  /** An Application went: its set may have waited for that, to create it anew or to go itself. */
  private requestSetsOf(namespace: string): void {
    for (const { metadata } of this.platform.controlPlane.view('ApplicationSet').list()) {
      if (metadata.namespace === namespace) this.sets.loop.request(keyOf(metadata));
    }
  }
}

interface Generational {
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly generation: number;
    readonly labels: Readonly<Record<string, string>>;
  };
}

interface AnyView<T> {
  list(): readonly T[];
  onChange(listener: (name: { namespace: string; name: string }, resource: T | undefined) => void): () => void;
}

/** Calls back for a resource whose spec is new, or that is gone; not for the statuses we write ourselves. */
function onNewGeneration<T extends Generational>(
  view: AnyView<T>,
  changed: (resource: T) => void,
  either: () => void,
): () => void {
  const known = new Map(view.list().map((resource) => [keyOf(resource.metadata), resource.metadata.generation]));
  return view.onChange((name, resource) => {
    const key = keyOf(name);
    if (resource !== undefined && known.get(key) === resource.metadata.generation) return;
    if (resource === undefined) known.delete(key);
    else known.set(key, resource.metadata.generation);
    if (resource !== undefined) changed(resource);
    either();
  });
}

function dispatchObserver({ metrics }: Platform) {
  return {
    dispatched: (waitedMs: number) => metrics.dispatchLatency.observe(waitedMs / 1000),
    pending: (counts: ReadonlyMap<string, number>) => {
      metrics.pending.reset();
      for (const [namespace, count] of counts) metrics.pending.set({ tenant: namespace }, count);
    },
  };
}
