import type { ClusterFact } from '#core/generators/facts.ts';
import { argoGlobMatches, globListPermits } from '#core/globs/argo-glob.ts';
import { selectorMatches } from '#core/model/objects/label-selector.ts';
import type { Tenant } from '#core/resources/tenant.ts';

/** A cluster as the rules of tenants see it. */
export type RuledCluster = Pick<ClusterFact, 'name' | 'labels'>;

/** Namespaces of Kubernetes' and our own control parts: no tenant may have one, whatever its rules say. */
export function isProtectedNamespace(namespace: string): boolean {
  return ['kube-system', 'kube-public', 'kube-node-lease'].includes(namespace) || namespace.startsWith('nabe-');
}

/** True when some destination of the tenant names this cluster, for whatever namespaces. */
export function isClusterPermitted(tenant: Tenant, cluster: RuledCluster): boolean {
  return namespaceGlobs(tenant, cluster).length > 0;
}

/**
 * True when the tenant may deploy into this namespace of this cluster. All destinations that match the cluster count
 * together: one has to allow the namespace, and a leading `!` in any of them denies it.
 */
export function isNamespacePermitted(tenant: Tenant, cluster: RuledCluster, namespace: string): boolean {
  if (namespace === '' || isProtectedNamespace(namespace)) return false;
  return globListPermits(namespaceGlobs(tenant, cluster), namespace);
}

/** Namespaces that the tenant's rules name outright on this cluster; sorted. */
export function literalNamespaces(tenant: Tenant, cluster: RuledCluster): string[] {
  const literal = namespaceGlobs(tenant, cluster).filter((glob) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(glob));
  return [...new Set(literal)].filter((namespace) => isNamespacePermitted(tenant, cluster, namespace)).toSorted();
}

function namespaceGlobs({ spec }: Tenant, cluster: RuledCluster): string[] {
  return spec.destinations
    .filter(({ cluster: glob, clusterSelector }) => {
      if (glob !== undefined) return argoGlobMatches(glob, cluster.name);
      return clusterSelector !== undefined && selectorMatches(clusterSelector, cluster.labels);
    })
    .flatMap(({ namespaces }) => namespaces);
}
