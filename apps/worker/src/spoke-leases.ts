import { LeaseElector } from '#adapters/kube/lease/lease-elector.ts';
import { KubeClusterWatches } from '#adapters/kube/observation/kube-cluster-watches.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import type { TenantHealth } from '#flows/health/tenant-health.ts';
import { observeSpoke } from '#flows/observe/observe-spoke.ts';
import type { Platform } from '#runtime/platform.ts';

interface Candidacy {
  readonly elector: LeaseElector;
  observation: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined;
}

/** Spreads the spokes over the workers: whoever holds a spoke's Lease (nabe-system/nabe-spoke-<cluster>) watches it. */
export class SpokeLeases {
  private readonly candidacies = new Map<string, Candidacy>();
  private readonly platform: Platform;
  private readonly health: TenantHealth;
  private readonly watches: KubeClusterWatches;
  private readonly unsubscribe: () => void;

  constructor(platform: Platform, health: TenantHealth) {
    const { connections, clock, fieldManager, controlPlane, metrics } = platform;
    this.platform = platform;
    this.health = health;
    this.watches = new KubeClusterWatches({
      connections,
      clock,
      fieldManager,
      onWatch: (change) => metrics.watchesOpen.inc(change),
    });
    const view = controlPlane.view('Cluster');
    for (const { metadata } of view.list()) this.stand(metadata.name);
    this.unsubscribe = view.onChange(({ namespace, name }, cluster) => {
      if (namespace !== SYSTEM_NAMESPACE) return;
      if (cluster !== undefined) this.stand(name);
      else if (!view.unreadable.has(`${namespace}/${name}`)) void this.withdraw(name);
    });
  }

  /** Ends all observations and gives their Leases back, so that other workers go on at once. */
  async stop(): Promise<void> {
    this.unsubscribe();
    await Promise.all([...this.candidacies.keys()].map((cluster) => this.withdraw(cluster)));
  }

  private stand(cluster: string): void {
    if (this.candidacies.has(cluster)) return;
    const { management, identity, clock } = this.platform;
    const elector = new LeaseElector({
      connection: management,
      namespace: SYSTEM_NAMESPACE,
      name: `nabe-spoke-${cluster}`,
      identity,
      clock,
      onGained: () => this.observe(cluster),
      onLost: () => void this.rest(cluster),
    });
    this.candidacies.set(cluster, { elector, observation: undefined });
  }

  private observe(cluster: string): void {
    const candidacy = this.candidacies.get(cluster);
    if (candidacy === undefined || candidacy.observation !== undefined) return;
    const { log, identity, clock, controlPlane, queue } = this.platform;
    const abort = new AbortController();
    const onError = (error: unknown) =>
      log.error({ cluster, err: error }, 'something went wrong while observing a cluster');
    const { watches, health } = this;
    const ports = { controlPlane, queue, watches, health, clock, identity, onError };
    const ended = observeSpoke(cluster, ports, abort.signal).catch(onError);
    candidacy.observation = { abort, ended };
    log.info({ cluster }, 'observing a cluster');
  }

  private async rest(cluster: string): Promise<void> {
    const candidacy = this.candidacies.get(cluster);
    const observation = candidacy?.observation;
    if (candidacy === undefined || observation === undefined) return;
    observation.abort.abort();
    await observation.ended;
    candidacy.observation = undefined;
    this.platform.log.info({ cluster }, 'no longer observing a cluster');
    // Won again while the observation was ending.
    if (candidacy.elector.isHolder) this.observe(cluster);
  }

  private async withdraw(cluster: string): Promise<void> {
    const candidacy = this.candidacies.get(cluster);
    if (candidacy === undefined) return;
    this.candidacies.delete(cluster);
    candidacy.observation?.abort.abort();
    await candidacy.observation?.ended;
    await candidacy.elector.stop();
  }
}
