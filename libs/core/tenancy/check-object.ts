import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { type ObjectKey, describeObjectKey } from '#core/model/objects/object-key.ts';
import { NABE_GROUP } from '#core/resources/metadata.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { type RuledCluster, isNamespacePermitted, isProtectedNamespace } from './destination-rules.ts';
import { isClusterKindPermitted, isNamespacedKindPermitted } from './kind-rules.ts';

export interface ObjectToCheck {
  readonly tenant: Tenant;
  readonly cluster: RuledCluster;
  /** Its namespace is settled: absent means cluster-scoped. */
  readonly manifest: Manifest;
}

/**
 * Holds one object against its tenant's rules, on every path that leads to a cluster. Answers a stable sentence (what, which
 * rule, what to change) or undefined when it is permitted. The spoke's own RBAC stays the boundary (law 4); this only tells
 * earlier and better.
 */
export function checkObject({ tenant, cluster, manifest }: ObjectToCheck): string | undefined {
  const key = objectKeyOf(manifest);
  const reason =
    key.group === NABE_GROUP || key.group.endsWith(`.${NABE_GROUP}`)
      ? `kinds of ${NABE_GROUP} are closed to all tenants; remove it from the manifests`
      : checkScope(tenant, cluster, key, manifest);
  if (reason === undefined) return undefined;
  return `${describeObjectKey(key)} of tenant ${tenant.metadata.name} is refused on cluster ${cluster.name}: ${reason}`;
}

function checkScope(tenant: Tenant, cluster: RuledCluster, key: ObjectKey, manifest: Manifest): string | undefined {
  if (key.group === '' && key.kind === 'Namespace') return checkNamespaceObject(tenant, cluster, manifest);
  return key.namespace === '' ? checkClusterScoped(tenant, key) : checkNamespaced(tenant, cluster, key);
}

function checkClusterScoped(tenant: Tenant, key: ObjectKey): string | undefined {
  if (isClusterKindPermitted(tenant, key)) return undefined;
  return `clusterResources of Tenant ${tenant.metadata.name} does not allow the kind ${kindName(key)}; the platform team can allow it`;
}

function checkNamespaced(tenant: Tenant, cluster: RuledCluster, key: ObjectKey): string | undefined {
  const owner = tenant.metadata.name;
  if (isProtectedNamespace(key.namespace)) return `namespace ${key.namespace} is closed to all tenants; choose another`;
  if (!isNamespacePermitted(tenant, cluster, key.namespace)) {
    return `no destination of Tenant ${owner} allows namespace ${key.namespace}; the platform team can add one`;
  }
  if (isNamespacedKindPermitted(tenant, key)) return undefined;
  return `namespaceResources of Tenant ${owner} does not allow the kind ${kindName(key)}; the platform team can allow it`;
}

/** Labels of a Namespace that say how its pods are confined. */
export const podSecurityPrefix = 'pod-security.kubernetes.io/';

/** A Namespace goes by the tenant's destinations, and its pod security is the platform's to choose. */
function checkNamespaceObject(tenant: Tenant, cluster: RuledCluster, { metadata }: Manifest): string | undefined {
  const { name, labels = {} } = metadata;
  if (isProtectedNamespace(name)) return 'this namespace is closed to all tenants; choose another name';
  if (!isNamespacePermitted(tenant, cluster, name)) {
    return `no destination of Tenant ${tenant.metadata.name} allows namespace ${name}; the platform team can add one`;
  }
  const label = Object.keys(labels)
    .toSorted()
    .find((key) => key.startsWith(podSecurityPrefix));
  return label === undefined
    ? undefined
    : `only the platform team sets the label ${label}; remove it from the manifest`;
}

function kindName({ group, kind }: ObjectKey): string {
  return group === '' ? kind : `${group}/${kind}`;
}
