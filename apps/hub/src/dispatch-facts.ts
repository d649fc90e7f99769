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
  private readonly spokes: Pick<SpokesReconciler, 'isPrepared'>;

  constructor(controlPlane: ControlPlane, spokes: Pick<SpokesReconciler, 'isPrepared'>) {
    this.controlPlane = controlPlane;
    this.spokes = spokes;
  }

  application(name: ApplicationName): DispatchFact {
    const view = this.controlPlane.view('Application');
    const application = view.get(name);
    if (application === undefined) return { kind: view.complete ? 'drop' : 'wait' };
    // Needs no cluster, and is wanted most when that is away.
    if (application.operation?.cancel !== undefined) return { kind: 'ready', cluster: NO_CLUSTER };
    const cluster = findCluster(this.controlPlane.view('Cluster').list(), application.spec.destination)?.metadata.name;
    if (cluster === undefined) return { kind: 'ready', cluster: NO_CLUSTER };
    return this.spokes.isPrepared(cluster, application) ? { kind: 'ready', cluster } : { kind: 'wait' };
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
