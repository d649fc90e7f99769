import { KubeClusterWatches } from '#adapters/kube/observation/kube-cluster-watches.ts';
import { ownShare } from '#core/observe/own-share.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import type { TenantHealth } from '#flows/health/tenant-health.ts';
import { observeSpoke } from '#flows/observe/observe-spoke.ts';
import { ApplicationPlaces } from '#flows/spokes/application-places.ts';
import type { Platform } from '#runtime/platform.ts';

interface Observation {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Spreads the spokes over the workers: from the same lists of live workers and clusters each knows its share
 * (docs/adr/0015-spokes-by-membership.md).
 */
export class SpokeShares {
  private readonly observations = new Map<string, Observation>();
  private readonly platform: Platform;
  private readonly health: TenantHealth;
  private readonly watches: KubeClusterWatches;
  private readonly places: ApplicationPlaces;
  private readonly unsubscribe: () => void;
  private isStopped = false;
  private workers: readonly string[] = [];
  private share: ReadonlySet<string> = new Set();

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
    this.places = new ApplicationPlaces(controlPlane.view('Application'));
    this.unsubscribe = controlPlane.view('Cluster').onChange(() => this.settle());
  }

  /** The live workers that observe, ourselves among them while we are alive. */
  follow(workers: readonly string[]): void {
    if (this.isStopped) return;
    this.workers = workers;
    this.settle();
  }

  /** Ends all observations. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.unsubscribe();
    this.workers = [];
    this.share = new Set();
    await Promise.all([...this.observations.keys()].map((cluster) => this.end(cluster)));
    this.places.stop();
  }

  /** Begins and ends observations so that they are our share. */
  private settle(): void {
    const { workers, share: before } = this;
    this.share = ownShare({ identity: this.platform.identity, clusters: this.registered(), workers, before });
    for (const cluster of this.observations.keys()) if (!this.share.has(cluster)) void this.end(cluster);
    for (const cluster of this.share) this.begin(cluster);
  }

  /** A Cluster that somebody broke is still registered. */
  private registered(): string[] {
    const view = this.platform.controlPlane.view('Cluster');
    const readable = view.list().filter(({ metadata }) => metadata.namespace === SYSTEM_NAMESPACE);
    const broken = [...view.unreadable].flatMap((id) => id.split(`${SYSTEM_NAMESPACE}/`)[1] ?? []);
    return [...new Set([...readable.map(({ metadata }) => metadata.name), ...broken])];
  }

  private begin(cluster: string): void {
    if (this.observations.has(cluster)) return;
    const { log, identity, clock, controlPlane, queue } = this.platform;
    const abort = new AbortController();
    const onError = (error: unknown) =>
      log.error({ cluster, err: error }, 'something went wrong while observing a cluster');
    const { watches, health, places } = this;
    const ports = { controlPlane, queue, watches, health, clock, places, identity, onError };
    const ended = observeSpoke(cluster, ports, abort.signal).catch(onError);
    this.observations.set(cluster, { abort, ended });
    log.info({ cluster }, 'observing a cluster');
  }

  private async end(cluster: string): Promise<void> {
    const observation = this.observations.get(cluster);
    if (observation === undefined) return;
    observation.abort.abort();
    await observation.ended;
    if (!this.observations.delete(cluster)) return;
    this.platform.log.info({ cluster }, 'no longer observing a cluster');
    // Ours again while the observation was ending.
    if (this.share.has(cluster)) this.begin(cluster);
  }
}
