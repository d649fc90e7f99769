import type { JsonObject } from '#core/model/json.ts';
import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { clusterRights, namespaceBinding, tenantAccount } from './access-objects.ts';
import { type RuledCluster, isClusterPermitted, isNamespacePermitted, literalNamespaces } from './destination-rules.ts';
import { type GroupKind, isClusterKindPermitted } from './kind-rules.ts';

/** A cluster-scoped kind that the spoke serves. */
interface ClusterKind extends GroupKind {
  /** Plural, as in addresses and RBAC. */
  readonly resource: string;
}

/** Where one Application on this cluster wants to go. */
interface AccessRequest {
  readonly tenant: string;
  readonly namespace: string;
  /** syncOptions has CreateNamespace=true. */
  readonly createNamespace: boolean;
}

export interface SpokeAccessInput {
  readonly cluster: RuledCluster;
  readonly tenants: readonly Tenant[];
  /** Those of all Applications whose destination is this cluster. */
  readonly applications: readonly AccessRequest[];
  readonly clusterKinds: readonly ClusterKind[];
}

/** What has to be on a spoke so that each tenant can do there what its rules permit, and nothing else. */
export interface SpokeAccess {
  /** Sorted by kind, namespace and name; ready for server-side apply. */
  readonly objects: readonly Manifest[];
  /** Names of namespaces to create where they are missing; sorted. What their metadata is to be comes with a sync. */
  readonly createNamespaces: readonly string[];
}

/**
 * For each tenant with a destination on the cluster: its ServiceAccount, a RoleBinding in every namespace that its rules name
 * outright or one of its Applications goes to with the rules' permission, and a ClusterRole with its binding where
 * `clusterResources` permits kinds the spoke serves.
 */
export function spokeAccess(input: SpokeAccessInput): SpokeAccess {
  const present = input.tenants.filter((tenant) => isClusterPermitted(tenant, input.cluster));
  const objects = present.flatMap((tenant) => accessOf(tenant, input));
  return {
    objects: objects.toSorted((a, b) => (accessId(a) < accessId(b) ? -1 : 1)),
    createNamespaces: [...new Set(present.flatMap((tenant) => namespacesToCreate(tenant, input)))].toSorted(),
  };
}

function accessId(manifest: Manifest): string {
  return objectKeyId(objectKeyOf(manifest));
}

function accessOf(tenant: Tenant, input: SpokeAccessInput): Manifest[] {
  const { name } = tenant.metadata;
  const namespaces = new Set([
    ...literalNamespaces(tenant, input.cluster),
    ...requestsOf(tenant, input).map(({ namespace }) => namespace),
  ]);
  const rules = clusterRules(tenant, input.clusterKinds, [...namespaces].toSorted());
  return [
    tenantAccount(name),
    ...[...namespaces].map((namespace) => namespaceBinding(name, namespace)),
    ...(rules.length > 0 ? clusterRights(name, rules) : []),
  ];
}

function requestsOf(tenant: Tenant, { applications, cluster }: SpokeAccessInput): AccessRequest[] {
  return applications.filter(
    (request) => request.tenant === tenant.metadata.name && isNamespacePermitted(tenant, cluster, request.namespace),
  );
}

function namespacesToCreate(tenant: Tenant, input: SpokeAccessInput): string[] {
  return requestsOf(tenant, input)
    .filter(({ createNamespace }) => createNamespace)
    .map(({ namespace }) => namespace);
}

const read = ['get', 'list', 'watch'];
const write = ['create', 'delete', 'patch', 'update'];

/**
 * RBAC knows no pattern for Namespaces: a tenant that may own the kind gets write access to the permitted ones by name, and
 * none to any other.
 */
function clusterRules(tenant: Tenant, kinds: readonly ClusterKind[], namespaces: readonly string[]): JsonObject[] {
  const permitted = kinds.filter((kind) => isClusterKindPermitted(tenant, kind));
  const isNamespace = ({ group, kind }: ClusterKind) => group === '' && kind === 'Namespace';
  const byGroup = Map.groupBy(
    permitted.filter((kind) => !isNamespace(kind)),
    ({ group }) => group,
  );
  const rules: JsonObject[] = [...byGroup]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, members]) => {
      const resources = [...new Set(members.map(({ resource }) => resource))].toSorted();
      return { apiGroups: [group], resources, verbs: [...read, ...write].toSorted() };
    });
  if (!permitted.some(isNamespace) || namespaces.length === 0) return rules;
  const named = {
    apiGroups: [''],
    resources: ['namespaces'],
    resourceNames: [...namespaces],
    verbs: ['delete', 'get', 'patch', 'update'],
  };
  return [...rules, named];
}
