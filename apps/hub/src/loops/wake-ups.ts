import type { Dispatcher } from '#adapters/queue/dispatch/dispatcher.ts';
import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { Application } from '#core/resources/application.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { SYSTEM_NAMESPACE, tenantNamespace } from '#core/resources/metadata.ts';
import type { Repository } from '#core/resources/repository.ts';
import { isUnreadable } from '#core/revisions/repository-status.ts';
import { findCluster } from '#core/sync-target/locate-target.ts';
import { toClusterFact } from '#flows/application-sets/gather-facts.ts';
import type { ControlPlane, ResourceName } from '#flows/ports/control-plane.port.ts';
import type { RevisionInterest } from '#flows/repositories/revision-interest.ts';
import type { ApplicationSetsReconciler } from './application-sets.reconciler.ts';
import type { ApplicationsReconciler } from './applications.reconciler.ts';
import { onNewGeneration } from './new-generations.ts';
import { keyOf } from './resource-key.ts';
import type { SpokesReconciler } from './spokes.reconciler.ts';
import type { TenantsReconciler } from './tenants.reconciler.ts';

export interface WokenLoops {
  readonly tenants: TenantsReconciler;
  readonly sets: ApplicationSetsReconciler;
  readonly applications: ApplicationsReconciler;
  readonly spokes: SpokesReconciler;
  readonly dispatcher: Pick<Dispatcher, 'wake'>;
}

/**
 * Which change wakes which loop, beside the loop of the changed resource itself. Whoever is woken reads the newest state; waking once
 * too often costs a look, never a request to a spoke.
 */
export class WakeUps {
  private readonly controlPlane: ControlPlane;
  private readonly interest: RevisionInterest;
  private readonly loops: WokenLoops;

  constructor(controlPlane: ControlPlane, interest: RevisionInterest, loops: WokenLoops) {
    this.controlPlane = controlPlane;
    this.interest = interest;
    this.loops = loops;
  }

  /** Answers what ends it. */
  follow(): () => void {
    const endings = [
      this.followRepositories(),
      onNewGeneration(this.controlPlane.view('Tenant'), (_, { name }) => this.tenantChanged(name)),
      this.followClusters(),
      onNewGeneration(this.controlPlane.view('Application'), (application, name) =>
        this.applicationChanged(application, name),
      ),
      this.controlPlane.view('Application').onChange((_, application) => this.statusChanged(application)),
    ];
    return () => endings.forEach((end) => end());
  }

  private followRepositories(): () => void {
    const view = this.controlPlane.view('Repository');
    const known = new Map(view.list().map((repository) => [keyOf(repository.metadata), repository]));
    return view.onChange((name, repository) => {
      const key = keyOf(name);
      const before = known.get(key);
      if (repository === undefined) known.delete(key);
      else known.set(key, repository);
      this.repositoryChanged(name, before, repository);
    });
  }

  /** A commit that is news wakes those who follow the repository; that it answers again also those who were to wait longer. */
  private repositoryChanged(name: ResourceName, before: Repository | undefined, after: Repository | undefined): void {
    this.interest.noteChange(keyOf(name));
    const consumers = this.interest.consumersOf(keyOf(name));
    const { Tenant: tenants, ApplicationSet: sets, Application: applications } = consumers;
    // One that has just been registered may be what others waited for.
    const isFollowed = tenants.length + sets.length + applications.length > 0;
    if (after !== undefined && !isFollowed) return this.wakeNamespace(name.namespace);
    for (const key of tenants) this.loops.tenants.loop.request(key);
    for (const key of sets) this.loops.sets.loop.request(key);
    const isBack = before !== undefined && isUnreadable(before) && after !== undefined && !isUnreadable(after);
    if (isBack) for (const key of applications) this.loops.applications.requestReachable(key);
    else if (before === undefined || after === undefined) this.loops.applications.requestEach(applications);
    else void this.loops.applications.requestTouchedFirst(applications, { before, after });
  }

  /** Other rules: everything of the tenant is held against them, and its rights on the spokes follow. */
  private tenantChanged(name: string): void {
    this.wakeNamespace(tenantNamespace(name));
    this.loops.spokes.requestAll();
  }

  private followClusters(): () => void {
    const view = this.controlPlane.view('Cluster');
    const known = new Map(view.list().map((cluster) => [keyOf(cluster.metadata), cluster]));
    return view.onChange((name, cluster) => {
      const key = keyOf(name);
      this.clusterChanged(name.name, known.get(key), cluster);
      if (cluster === undefined) known.delete(key);
      else known.set(key, cluster);
    });
  }

  private clusterChanged(name: string, before: Cluster | undefined, after: Cluster | undefined): void {
    const facts = [before, after].map((cluster) => (cluster === undefined ? undefined : toClusterFact(cluster)));
    this.loops.sets.requestAffected(facts[0], facts[1]);
    // While it was away somebody may have changed it.
    if (after?.status.phase === 'Ready' && before?.status.phase !== 'Ready') this.loops.spokes.requestAnew(name);
    if (!isDeepEqual(facts[0], facts[1])) {
      this.loops.spokes.loop.request(name);
      this.loops.applications.requestAll();
    }
    this.loops.dispatcher.wake();
  }

  private applicationChanged(application: Application | undefined, { namespace }: ResourceName): void {
    if (application !== undefined)
      return this.requestSpokeOf(application, (cluster) => this.loops.spokes.loop.request(cluster));
    // It went: its set may have waited for that, to create it anew or to go itself.
    for (const { metadata } of this.controlPlane.view('ApplicationSet').list()) {
      if (metadata.namespace === namespace) this.loops.sets.loop.request(keyOf(metadata));
    }
  }

  /** Rights that were in place are gone: the spoke itself has to be looked at. */
  private statusChanged(application: Application | undefined): void {
    if (application?.status.operation?.reason !== 'Forbidden') return;
    this.requestSpokeOf(application, (cluster) => this.loops.spokes.requestAnew(cluster));
  }

  private requestSpokeOf({ spec }: Application, request: (cluster: string) => void): void {
    const cluster = findCluster(this.controlPlane.view('Cluster').list(), spec.destination);
    if (cluster !== undefined) request(cluster.metadata.name);
  }

  /** Everything of one tenant, or of all where the system's namespace, which all share, is concerned. */
  private wakeNamespace(namespace: string): void {
    const isConcerned = (other: string) => namespace === SYSTEM_NAMESPACE || namespace === other;
    for (const { metadata } of this.controlPlane.view('Tenant').list()) {
      if (isConcerned(tenantNamespace(metadata.name))) this.loops.tenants.loop.request(keyOf(metadata));
    }
    for (const { metadata } of this.controlPlane.view('ApplicationSet').list()) {
      if (isConcerned(metadata.namespace)) this.loops.sets.loop.request(keyOf(metadata));
    }
    for (const name of this.controlPlane.view('Application').names()) {
      if (isConcerned(name.namespace)) this.loops.applications.loop.request(keyOf(name));
    }
  }
}
