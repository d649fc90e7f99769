import { type Result, succeed } from '#core/model/result.ts';
import type { ClusterAccess, SpokeFailure, TenantSpoke } from '#flows/ports/clusters/cluster-access.port.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { KubeTenantSpoke } from './tenant-spoke.ts';

export class KubeClusterAccess implements ClusterAccess {
  readonly #connections: ClusterConnections;
  readonly #fieldManager: string;

  /** `fieldManager`: see `readFieldManager`. */
  constructor(connections: ClusterConnections, fieldManager: string) {
    this.#connections = connections;
    this.#fieldManager = fieldManager;
  }

  async asTenant(cluster: string, tenant: string): Promise<Result<TenantSpoke, SpokeFailure>> {
    const connection = this.#connections.get(cluster);
    if (!connection.ok) return connection;
    const built = await connection.value.current();
    return built.ok ? succeed(new KubeTenantSpoke(connection.value, tenant, this.#fieldManager)) : built;
  }
}
