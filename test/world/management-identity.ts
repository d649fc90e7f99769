import type { LocalCluster } from '../fleet/kubernetes/local-cluster.ts';

const RBAC = 'rbac.authorization.k8s.io';
const NAME = 'nabe-hub';
const NAMESPACE = 'nabe-system';
const LIFETIME_SECONDS = 24 * 3600;

/** What hub and workers may do on the management cluster, and nothing else. */
const rules = [
  { apiGroups: ['nabe.dev'], resources: ['*'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'create', 'patch'] },
  // Repositories and clusters name their credentials; the key that signs jobs is made by the first hub.
  { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'create'] },
  // Generators name ConfigMaps of their tenant: plugins, decision resources, certificate authorities.
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
  // Written only: kubectl shows them.
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'list', 'create', 'update', 'delete'] },
];

/** Path of the ClusterRole; tests take rights away there. */
export const managementRolePath = `/apis/${RBAC}/v1/clusterroles/${NAME}`;

/** Makes the ServiceAccount of hub and workers with exactly the rights they need; answers a kubeconfig for it (JSON). */
export async function makeManagementIdentity(management: LocalCluster): Promise<string> {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace: NAMESPACE, name: NAME } };
  await create(management, `/api/v1/namespaces/${NAMESPACE}/serviceaccounts`, account);
  await createRole(management, NAME, rules);
  const request = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: LIFETIME_SECONDS },
  };
  const path = `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/${NAME}/token`;
  const { status } = await create<{ status: { token: string } }>(management, path, request);
  return formatKubeconfig(management, status.token);
}

/** Lets the hub read a kind whose objects decide where sets deploy, as the page of clusterDecisionResource tells the platform team. */
export async function letHubReadDecisions(
  management: LocalCluster,
  { apiGroup, resource }: { readonly apiGroup: string; readonly resource: string },
): Promise<void> {
  const name = 'nabe-decisions';
  const decisions = { apiGroups: [apiGroup], resources: [resource], verbs: ['list', 'watch'] };
  await createRole(management, name, [decisions]);
}

/** A ClusterRole and its binding to hub and workers. */
async function createRole(management: LocalCluster, name: string, allowed: readonly object[]): Promise<void> {
  const role = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name }, rules: allowed };
  const binding = {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', namespace: NAMESPACE, name: NAME }],
  };
  await create(management, `/apis/${RBAC}/v1/clusterroles`, role);
  await create(management, `/apis/${RBAC}/v1/clusterrolebindings`, binding);
}

async function create<Body>(cluster: LocalCluster, path: string, body: object): Promise<Body> {
  const answer = await cluster.request<Body & { message?: string }>('POST', path, body);
  if (answer.status >= 300) throw new Error(`cannot create ${path}: ${answer.body.message ?? answer.status}`);
  return answer.body;
}

function formatKubeconfig({ server, caPem }: LocalCluster, token: string): string {
  const certificate = Buffer.from(caPem).toString('base64');
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'management', cluster: { server, 'certificate-authority-data': certificate } }],
    users: [{ name: NAME, user: { token } }],
    contexts: [{ name: 'management', context: { cluster: 'management', user: NAME } }],
    'current-context': 'management',
  });
}
