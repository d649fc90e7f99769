import type { DispatchFact, DispatchFacts } from '#adapters/queue/dispatch/dispatch-facts.ts';
import { SYSTEM_NAMESPACE, tenantOfNamespace } from '#core/resources/metadata.ts';
import { findCluster } from '#core/sync-target/locate-target.ts';
import type { ControlPlane } from '#flows/ports/control-plane.port.ts';
import type { ApplicationName, SeenVersions } from '#flows/ports/sync-queue.port.ts';
import type { SpokesReconciler } from './loops/spokes.reconciler.ts';

/** Where jobs of Applications without a cluster are counted: their sync only says that there is none. */
const NO_CLUSTER = '';
const SYNCS_WITHOUT_CLUSTER = 16;

/** What the dispatcher has to know, from the views and from what the spokes were prepared for. */
export class HubDispatchFacts implements DispatchFacts {
  private readonly controlPlane: ControlPlane;
  private readonly spokes: Pick<SpokesReconciler, 'isPrepared' | 'placeOf'>;

  constructor(controlPlane: ControlPlane, spokes: Pick<SpokesReconciler, 'isPrepared' | 'placeOf'>) {
    this.controlPlane = controlPlane;
    this.spokes = spokes;
  }

  /** Asked of thousands, several times a second: Applications are kept packed, so it goes by their places alone. */
  application(name: ApplicationName): DispatchFact {
    const place = this.spokes.placeOf(name);
    if (place === undefined) return { kind: this.controlPlane.view('Application').complete ? 'drop' : 'wait' };
    // Needs no cluster, and is wanted most when that is away.
    if (place.isCanceled) return { kind: 'ready', cluster: NO_CLUSTER };
    const cluster = findCluster(this.controlPlane.view('Cluster').list(), place.destination)?.metadata.name;
    if (cluster === undefined) return { kind: 'ready', cluster: NO_CLUSTER };
    return this.spokes.isPrepared(cluster, place) ? { kind: 'ready', cluster } : { kind: 'wait' };
  }

  cluster(name: string): { readonly ready: boolean; readonly concurrentSyncs: number } {
    if (name === NO_CLUSTER) return { ready: true, concurrentSyncs: SYNCS_WITHOUT_CLUSTER };
    const cluster = this.controlPlane.view('Cluster').get({ namespace: SYSTEM_NAMESPACE, name });
    if (cluster === undefined) return { ready: false, concurrentSyncs: 0 };
    return { ready: cluster.status.phase === 'Ready', concurrentSyncs: cluster.spec.limits.concurrentSyncs };
  }

  seen(): SeenVersions {
    const { controlPlane } = this;
    return {
      application: controlPlane.view('Application').newestVersion,
      repository: controlPlane.view('Repository').newestVersion,
      tenant: controlPlane.view('Tenant').newestVersion,
      cluster: controlPlane.view('Cluster').newestVersion,
    };
  }

  tenant(namespace: string): { readonly weight: number; readonly concurrentSyncs?: number | undefined } {
    const name = tenantOfNamespace(namespace) ?? '';
    return this.controlPlane.view('Tenant').get({ namespace: '', name })?.spec.quota ?? { weight: 1 };
  }
}
