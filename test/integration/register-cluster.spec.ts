import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../apps/cli/src/run.ts';
import { type Fleet, startFleet } from '../fleet/fleet.ts';
import type { LocalCluster } from '../fleet/kubernetes/local-cluster.ts';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { installManagement } from '#flows/install-management.ts';
import type { KubeApi } from '#flows/ports/clusters/kube-api.port.ts';
import { type RegisterCluster, registerCluster } from '#flows/register-cluster.ts';

/** What these tests read of an object. */
interface Seen {
  readonly metadata: {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly labels?: Record<string, string>;
  };
  readonly data: { readonly token: string };
  readonly spec: object;
  readonly status: { readonly userInfo: { readonly username: string } };
  readonly items: readonly { readonly data: { readonly token: string } }[];
}

const clock = {
  now: () => Date.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)),
  random: () => 0.5,
};
const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const CLUSTERS = '/apis/nabe.dev/v1alpha1/namespaces/nabe-system/clusters';

let fleet: Fleet;
let east: LocalCluster;
let bare: LocalCluster;

beforeAll(async () => {
  fleet = await startFleet({ spokes: [{ name: 'east', controllers: true }, { name: 'bare' }] });
  [east, bare] = [spoke('east'), spoke('bare')];
});
afterAll(() => fleet?.stop());

function spoke(name: string): LocalCluster {
  const cluster = fleet.spokes.get(name);
  if (cluster === undefined) throw new Error(`the fleet has no cluster ${name}`);
  return cluster;
}

function apiOf(cluster: LocalCluster): KubeApi {
  return {
    request: (method, path, body, contentType = 'application/json') =>
      cluster.request(method, path, body, { 'content-type': contentType }),
  };
}

function register(cluster: LocalCluster, name: string, change: Partial<RegisterCluster> = {}) {
  const caData = Buffer.from(cluster.caPem).toString('base64');
  const clients = { spoke: apiOf(cluster), management: apiOf(fleet.management), clock };
  return registerCluster({ name, server: cluster.server, caData, labels: {}, ...clients, ...change });
}

async function uidOf(cluster: LocalCluster): Promise<string> {
  return (await cluster.request<Seen>('GET', '/api/v1/namespaces/kube-system')).body.metadata.uid;
}

async function storedToken(name: string): Promise<string> {
  const secret = await fleet.management.request<Seen>('GET', `/api/v1/namespaces/nabe-system/secrets/cluster-${name}`);
  return Buffer.from(secret.body.data.token, 'base64').toString();
}

/** Status of a request as the hub, with its stored token. */
async function asHub(method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await storedToken('east')}`;
  return (await east.request(method, path, body, { authorization, ...headers })).status;
}

/** Past RBAC there is nothing of that kind. */
async function mayListWidgets(): Promise<boolean> {
  return (await asHub('GET', '/apis/example.dev/v1/widgets')) === 404;
}

const asTenant = { 'impersonate-user': 'system:serviceaccount:nabe-tenants:red' };

function roleBinding(role: string, namespace: string) {
  return {
    metadata: { name: `to-${role}`, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name: 'red', namespace: 'nabe-tenants' }],
  };
}

describe('installManagement', () => {
  it('answers when every kind is served', async () => {
    expect(await installManagement({ management: apiOf(fleet.management), clock })).toEqual({
      ok: true,
      value: undefined,
    });
    expect((await fleet.management.request('GET', CLUSTERS)).status).toBe(200);
  });

  it('changes nothing the second time', async () => {
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/applications.nabe.dev';
    const before = await fleet.management.request<Seen>('GET', path);
    await installManagement({ management: apiOf(fleet.management), clock });
    const after = await fleet.management.request<Seen>('GET', path);
    expect(after.body.metadata.resourceVersion).toBe(before.body.metadata.resourceVersion);
  });
});

describe('registerCluster', () => {
  it('stores the Cluster and a token that the spoke takes', async () => {
    const registered = await register(east, 'east', { labels: { env: 'prod' } });
    expect(registered).toEqual({ ok: true, value: { name: 'east', uid: await uidOf(east), created: true } });
    const cluster = await fleet.management.request<Seen>('GET', `${CLUSTERS}/east`);
    expect(cluster.body.metadata.labels).toEqual({ env: 'prod' });
    expect(cluster.body.spec).toMatchObject({ server: east.server, credentialsRef: { name: 'cluster-east' } });
    expect(await asHub('GET', '/version')).toBe(200);
  });

  it('renews the token and keeps the labels when run again', async () => {
    const before = await storedToken('east');
    const registered = await register(east, 'east', { labels: { region: 'eu' } });
    expect(registered).toMatchObject({ ok: true, value: { created: false } });
    const cluster = await fleet.management.request<Seen>('GET', `${CLUSTERS}/east`);
    expect(cluster.body.metadata.labels).toEqual({ env: 'prod', region: 'eu' });
    expect(await storedToken('east')).not.toBe(before);
    // The API server takes an ended token for up to ten seconds from its cache: look at what it stands on instead.
    const secrets = await east.request<Seen>('GET', '/api/v1/namespaces/nabe-system/secrets');
    expect(secrets.body.items.map(({ data }) => Buffer.from(data.token, 'base64').toString())).toEqual([
      await storedToken('east'),
    ]);
  });

  it.each([
    {
      name: 'refuses the same cluster under another name',
      as: 'west',
      of: () => east,
      says: 'registered already under the name east',
    },
    {
      name: 'refuses another cluster under the same name',
      as: 'east',
      of: () => bare,
      says: 'the name east belongs to another cluster',
    },
    { name: 'refuses a wrong name', as: 'East', of: () => east, says: '"East" is no cluster name' },
  ])('$name', async ({ as, of, says }) => {
    const result = await register(of(), as);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'refused', message: expect.stringContaining(says) } });
  });

  it('says which server cannot be reached', async () => {
    const management = { request: () => Promise.reject(new Error('connection refused')) };
    expect(await register(bare, 'bare', { management })).toEqual({
      ok: false,
      failure: { kind: 'unreachable', message: 'cannot reach the management cluster: connection refused' },
    });
  });

  it('says when the token expires where no controller-manager makes lasting ones', async () => {
    const registered = await register(bare, 'bare', { tokenWaitMs: 300 });
    if (!registered.ok) throw new Error(registered.failure.message);
    expect(Date.parse(registered.value.tokenExpiresAt ?? '')).toBeGreaterThan(Date.now() + 3_000_000);
    const authorization = `Bearer ${await storedToken('bare')}`;
    expect((await bare.request('GET', '/api/v1/pods', undefined, { authorization })).status).toBe(200);
    const secrets = await bare.request<Seen>('GET', '/api/v1/namespaces/nabe-system/secrets');
    expect(secrets.body.items).toEqual([]);
  });
});

describe("the hub's identity on a spoke", () => {
  it('may make identities of tenants, namespaces, and bindings to the role of tenants', async () => {
    const account = { metadata: { name: 'red', namespace: 'nabe-tenants' } };
    expect(await asHub('POST', '/api/v1/namespaces/nabe-tenants/serviceaccounts', account)).toBe(201);
    expect(await asHub('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } })).toBe(201);
    expect(await asHub('POST', `${RBAC}/namespaces/shop/rolebindings`, roleBinding('nabe-tenant', 'shop'))).toBe(201);
  });

  it.each([
    '/api/v1/pods',
    '/api/v1/configmaps',
    '/apis/apps/v1/deployments',
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  ])('may read %s', async (path) => {
    expect(await asHub('GET', path)).toBe(200);
  });

  it.each([
    { name: 'may not read Secrets', method: 'GET', path: '/api/v1/secrets' },
    {
      name: 'may not read Secrets of its own namespace',
      method: 'GET',
      path: '/api/v1/namespaces/nabe-system/secrets',
    },
    { name: 'may not read pod logs', method: 'GET', path: '/api/v1/namespaces/shop/pods/web/log' },
    {
      name: 'may not make tokens',
      method: 'POST',
      path: '/api/v1/namespaces/nabe-system/serviceaccounts/nabe-hub/token',
    },
    { name: 'may not write workloads', method: 'POST', path: '/api/v1/namespaces/shop/configmaps' },
    { name: 'may not make ServiceAccounts elsewhere', method: 'POST', path: '/api/v1/namespaces/shop/serviceaccounts' },
  ] as const)('$name', async ({ method, path }) => {
    expect(await asHub(method, path, method === 'POST' ? { metadata: { name: 'x' } } : undefined)).toBe(403);
  });

  it('may not bind cluster-admin', async () => {
    expect(await asHub('POST', `${RBAC}/namespaces/shop/rolebindings`, roleBinding('cluster-admin', 'shop'))).toBe(403);
    const { metadata, ...rest } = roleBinding('cluster-admin', '');
    expect(await asHub('POST', `${RBAC}/clusterrolebindings`, { metadata: { name: metadata.name }, ...rest })).toBe(
      403,
    );
  });

  it('may not make a role that holds more than itself', async () => {
    const role = { metadata: { name: 'all' }, rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] };
    expect(await asHub('POST', `${RBAC}/clusterroles`, role)).toBe(403);
  });

  it.each([
    {
      name: 'ServiceAccounts of other namespaces',
      headers: { 'impersonate-user': 'system:serviceaccount:kube-system:default' },
    },
    { name: 'users', headers: { 'impersonate-user': 'admin' } },
    { name: 'groups', headers: { ...asTenant, 'impersonate-group': 'system:masters' } },
  ])('may not act as $name', async ({ headers }) => {
    expect(await asHub('GET', '/api/v1/namespaces/shop/configmaps', undefined, headers)).toBe(403);
  });

  it('can be extended by a labelled ClusterRole', async () => {
    const role = {
      metadata: { name: 'read-widgets', labels: { 'nabe.dev/aggregate-to-hub': 'true' } },
      rules: [{ apiGroups: ['example.dev'], resources: ['widgets'], verbs: ['list'] }],
    };
    expect((await east.request('POST', `${RBAC}/clusterroles`, role)).status).toBe(201);
    await waitUntil(mayListWidgets, { what: 'the rule is aggregated', deadlineMs: 20_000, intervalMs: 200 });
  });

  it.each([
    { name: 'writes Secrets where it was let in', path: '/api/v1/namespaces/shop/secrets', status: 201 },
    { name: 'writes nothing elsewhere', path: '/api/v1/namespaces/default/configmaps', status: 403 },
    { name: 'makes no Namespaces', path: '/api/v1/namespaces', status: 403 },
    { name: 'writes no Endpoints', path: '/api/v1/namespaces/shop/endpoints', status: 403 },
    { name: 'sets no quota', path: '/api/v1/namespaces/shop/resourcequotas', status: 403 },
    { name: 'grants no rights', path: `${RBAC}/namespaces/shop/roles`, status: 403 },
  ])('acts as a tenant that $name', async ({ path, status }) => {
    expect(await asHub('POST', path, { metadata: { name: 'made-by-red' } }, asTenant)).toBe(status);
  });
});

async function clusterAdd(...args: string[]) {
  let [out, error] = ['', ''];
  const code = await run(
    {
      env: { KUBECONFIG: fleet.management.kubeconfigPath },
      now: () => Date.now(),
      print: (text) => (out += text),
      printError: (text) => (error += text),
      colours: false,
      version: '0',
    },
    ['cluster', 'add', ...args],
  );
  return { code, out, error };
}

describe('nabe cluster add', () => {
  it('registers through the kubeconfigs of a person', async () => {
    const { code, out, error } = await clusterAdd('east', '--kubeconfig', east.kubeconfigPath, '--label', 'tier=gold');
    expect({ code, out, error }).toEqual({
      code: 0,
      out: `cluster east renewed: ${east.server} (kube-system UID ${await uidOf(east)})\n`,
      error: '',
    });
    const cluster = await fleet.management.request<Seen>('GET', `${CLUSTERS}/east`);
    expect(cluster.body.metadata.labels).toMatchObject({ tier: 'gold' });
    expect(await asHub('GET', '/api/v1/pods')).toBe(200);
  });

  it('says in one sentence what is wrong', async () => {
    const { code, error } = await clusterAdd('west', '--kubeconfig', east.kubeconfigPath);
    expect(code).toBe(1);
    expect(error).toMatch(
      /^nabe: this cluster is registered already under the name east \(kube-system UID .*\): use that name, or delete that Cluster first$/,
    );
  });

  it('asks for the context when there are several', async () => {
    expect(await clusterAdd('east', '--kubeconfig', east.kubeconfigPath, '--context', 'none')).toMatchObject({
      code: 2,
      out: '',
    });
  });
});
