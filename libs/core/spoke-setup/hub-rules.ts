import type { JsonObject } from '../model/json.ts';

export type PolicyRule = JsonObject & { verbs: string[]; apiGroups: string[]; resources: string[] };

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete'];

/**
 * The core group, one resource at a time: RBAC cannot say "all but Secrets", and the hub itself has no right on Secrets at
 * all (design §9). Subresources such as pods/exec and pods/log are left out on purpose.
 */
const CORE_RESOURCES = [
  'configmaps',
  'endpoints',
  'events',
  'limitranges',
  'namespaces',
  'nodes',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'podtemplates',
  'replicationcontrollers',
  'resourcequotas',
  'serviceaccounts',
  'services',
];

/** Kubernetes' own groups; none of them holds credentials. Groups of CRDs come by aggregation. */
const BUILT_IN_GROUPS = [
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
];

/** Name of the ClusterRole that opens a namespace to a tenant: the only one the hub may bind without holding its rights. */
export const TENANT_ROLE = 'nabe-tenant';

/**
 * What the hub's own identity may do on all of a spoke (design §9, §11): read everything but Secrets, make namespaces and
 * set their labels and annotations, and
 * keep the tenants' roles and bindings. It has no `escalate`, and `bind` on one role only, so beyond that role the API
 * server lets it hand on nothing it does not hold itself.
 */
export const HUB_CLUSTER_RULES: readonly PolicyRule[] = [
  { apiGroups: [''], resources: CORE_RESOURCES, verbs: READ },
  { apiGroups: BUILT_IN_GROUPS, resources: ['*'], verbs: READ },
  { apiGroups: [''], resources: ['namespaces'], verbs: ['create', 'patch'] },
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['clusterrolebindings', 'clusterroles', 'rolebindings'],
    verbs: WRITE,
  },
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['clusterroles'],
    resourceNames: [TENANT_ROLE],
    verbs: ['bind'],
  },
];

/** What it may do among the tenants' identities, and only there: keep them and act as them. */
export const HUB_IDENTITY_RULES: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate', ...READ, ...WRITE] },
];
