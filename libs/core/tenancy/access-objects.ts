import type { JsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { TENANT_IDENTITY_NAMESPACE, TENANT_LABEL } from '#core/resources/metadata.ts';
import { TENANT_ROLE } from '#core/spoke-setup/hub-rules.ts';

/** On every object the hub keeps on a spoke for tenants' access; nothing without it is ever deleted. */
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
export const MANAGED_BY = 'nabe';

const rbac = 'rbac.authorization.k8s.io';

/** Name of a tenant's bindings and of its own ClusterRole. */
export function accessName(tenant: string): string {
  return `nabe-tenant-${tenant}`;
}

/** The identity that every request for a tenant impersonates (law 4). */
export function tenantAccount(tenant: string): Manifest {
  const metadata = { name: tenant, namespace: TENANT_IDENTITY_NAMESPACE, labels: labelsOf(tenant) };
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false };
}

/** Opens one namespace to a tenant. */
export function namespaceBinding(tenant: string, namespace: string): Manifest {
  const metadata = { name: accessName(tenant), namespace, labels: labelsOf(tenant) };
  return binding('RoleBinding', metadata, TENANT_ROLE, tenant);
}

/** A tenant's rights on cluster-scoped kinds, and their binding. */
export function clusterRights(tenant: string, rules: readonly JsonObject[]): Manifest[] {
  const name = accessName(tenant);
  const metadata = { name, labels: labelsOf(tenant) };
  return [
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata, rules: [...rules] },
    binding('ClusterRoleBinding', metadata, name, tenant),
  ];
}

function labelsOf(tenant: string): Record<string, string> {
  return { [TENANT_LABEL]: tenant, [MANAGED_BY_LABEL]: MANAGED_BY };
}

function binding(kind: string, metadata: Manifest['metadata'], role: string, tenant: string): Manifest {
  return {
    apiVersion: `${rbac}/v1`,
    kind,
    metadata,
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', namespace: TENANT_IDENTITY_NAMESPACE, name: tenant }],
  };
}
