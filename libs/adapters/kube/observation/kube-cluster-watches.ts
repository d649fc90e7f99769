import { type Result, succeed } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type { ClusterWatches, SpokeObservation } from '#flows/ports/clusters/cluster-watches.port.ts';
import type { ClusterConnections } from '../spokes/cluster-connections.ts';
import { KubeSpokeObservation } from './kube-spoke-observation.ts';

export interface KubeClusterWatchesOptions {
  readonly connections: ClusterConnections;
  readonly clock: Clock;
  /** See `readFieldManager`. */
  readonly fieldManager: string;
  /** Told of each watch that begins (1) or ends (-1). For metrics. */
  readonly onWatch?: ((change: 1 | -1) => void) | undefined;
}

export class KubeClusterWatches implements ClusterWatches {
  readonly #options: KubeClusterWatchesOptions;

  constructor(options: KubeClusterWatchesOptions) {
    this.#options = options;
  }

  async open(cluster: string): Promise<Result<SpokeObservation, SpokeFailure>> {
    const { connections, ...shared } = this.#options;
    const connection = connections.get(cluster);
    if (!connection.ok) return connection;
    const built = await connection.value.current();
    if (!built.ok) return built;
    const followCluster = (gone: () => void) => connections.onGone(cluster, gone);
    const options = { connection: connection.value, first: built.value, followCluster, ...shared };
    return succeed(new KubeSpokeObservation(options));
  }
}
