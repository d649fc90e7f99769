import { isJsonObject } from '#core/model/json.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { Cluster } from '#core/resources/cluster.ts';
import { CLUSTER_UID_ANNOTATION, NABE_API_VERSION, SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { callKube, type KubeFailure } from './kube-failure.ts';
import type { KubeApi } from '../ports/clusters/kube-api.port.ts';

export const CLUSTERS_PATH = `/apis/${NABE_API_VERSION}/namespaces/${SYSTEM_NAMESPACE}/clusters`;

const PAGE_SIZE = 500;
const WHO = 'the management cluster';

/** All Cluster objects, or a failure: never a part of them (law 3). */
export async function listRegisteredClusters(management: KubeApi): Promise<Result<readonly Cluster[], KubeFailure>> {
  const clusters: Cluster[] = [];
  let next = '';
  do {
    const path = `${CLUSTERS_PATH}?limit=${PAGE_SIZE}&continue=${encodeURIComponent(next)}`;
    const page = await callKube(management, WHO, { method: 'GET', path });
    if (!page.ok) return page.failure.kind === 'not-found' ? fail(notInstalled()) : page;
    const { items, metadata } = page.value;
    for (const item of Array.isArray(items) ? items : []) {
      const cluster = Cluster.safeParse(item);
      if (!cluster.success) return fail(unreadable(item));
      clusters.push(cluster.data);
    }
    next = isJsonObject(metadata) && typeof metadata['continue'] === 'string' ? metadata['continue'] : '';
  } while (next !== '');
  return succeed(clusters);
}

/** The kube-system UID a Cluster stands for: as the hub saw it, else as it was registered. */
export function clusterUid({ metadata, status }: Cluster): string | undefined {
  return status.uid ?? metadata.annotations[CLUSTER_UID_ANNOTATION];
}

function notInstalled(): KubeFailure {
  return {
    kind: 'not-found',
    message: `${WHO} does not serve Clusters of ${NABE_API_VERSION}: the platform team has to install Nabe there first`,
  };
}

function unreadable(item: unknown): KubeFailure {
  const metadata = isJsonObject(item) && isJsonObject(item['metadata']) ? item['metadata'] : {};
  const name = typeof metadata['name'] === 'string' ? metadata['name'] : '';
  return {
    kind: 'failed',
    message: `${WHO} holds a Cluster "${name}" that cannot be read: correct or delete it first`,
  };
}
