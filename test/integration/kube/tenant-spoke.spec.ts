import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryHashOf } from '#adapters/kube/spokes/entry-hash.ts';
import type { AppliedObject, ApplyRequest, TenantSpoke } from '#flows/ports/clusters/cluster-access.port.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';
import { FIELD_MANAGER, SpokeClients } from '../fixtures/spoke-clients.ts';
import { configMap, deployment } from '../fixtures/spoke-manifests.ts';
import { applyAsAdmin, letTenantInto, setUpSpoke } from '../fixtures/spoke-setup.ts';

let fleet: Fleet;
let cluster: LocalCluster;
let clients: SpokeClients;
let red: TenantSpoke;

beforeAll(async () => {
  fleet = await startFleet({ spokes: [{ name: 'east', audit: true }] });
  const east = fleet.spokes.get('east');
  if (east === undefined) throw new Error('the fleet has no cluster east');
  cluster = east;
  clients = new SpokeClients();
  clients.register(cluster, await setUpSpoke(cluster));
  await letTenantInto(cluster, 'red-shop', 'red');
  await letTenantInto(cluster, 'blue-shop', 'blue');
  red = await clients.tenant('east', 'red');
});
afterAll(async () => {
  await clients?.close();
  await fleet?.stop();
});

async function apply(manifest: Manifest, more: Partial<ApplyRequest> = {}): Promise<AppliedObject> {
  const applied = await red.apply({ manifest, force: false, ...more });
  if (!applied.ok) throw new Error(applied.failure.message);
  return applied.value;
}

const versionIn = ({ resourceVersion }: JsonObject) => (typeof resourceVersion === 'string' ? resourceVersion : '');

async function failureOf(manifest: Manifest, more: Partial<ApplyRequest> = {}) {
  const applied = await red.apply({ manifest, force: false, ...more });
  return applied.ok ? undefined : applied.failure;
}

const key = (kind: string, name: string, group = '') => ({ group, kind, namespace: 'red-shop', name });

/** Requests that the API server answered to us for objects of this name, from its own audit log. */
function auditedRequests(name: string): string[] {
  const events = readFileSync(cluster.auditLog ?? '', 'utf8')
    .trim()
    .split('\n');
  return events
    .map(
      (
        line,
      ): {
        verb: string;
        user: { username: string };
        impersonatedUser?: { username: string };
        objectRef?: { name?: string };
      } => JSON.parse(line),
    )
    .filter(({ objectRef }) => objectRef?.name === name)
    .map(
      ({ verb, user, impersonatedUser }) => `${verb} by ${user.username} as ${impersonatedUser?.username ?? 'itself'}`,
    );
}

describe('apply', () => {
  it('creates and changes an object with exactly one request each, on behalf of the tenant', async () => {
    const created = await apply(configMap('counted', { a: '1' }));
    const changed = await apply(configMap('counted', { a: '2' }), { force: true, uid: created.uid });
    expect({ created: created.created, changed }).toMatchObject({
      created: true,
      changed: { uid: created.uid, created: false, entryHash: created.entryHash },
    });
    const request = 'patch by system:serviceaccount:nabe-system:nabe-hub as system:serviceaccount:nabe-tenants:red';
    await expect.poll(() => auditedRequests('counted')).toEqual([request, request]);
  });

  it.each([
    {
      name: "refuses another tenant's namespace",
      manifest: configMap('a', {}, 'blue-shop'),
      kind: 'forbidden',
      says: 'Cannot apply ConfigMap blue-shop/a on cluster east: configmaps "a" is forbidden: User "system:serviceaccount:nabe-tenants:red" cannot patch',
    },
    {
      name: 'names a field that the kind does not have',
      manifest: { ...configMap('typo', {}), dta: {} },
      kind: 'invalid',
      says: '.dta: field not declared in schema',
    },
    {
      name: 'tells a wrong type',
      manifest: { ...configMap('typed', {}), data: { a: 1 } },
      kind: 'invalid',
      says: '.data.a: expected string',
    },
    {
      name: 'tells a kind that is not served',
      manifest: { ...configMap('kind', {}), kind: 'Confg' },
      kind: 'not-found',
      says: 'Cluster east does not serve v1 Confg',
    },
    {
      name: 'tells only the field of a Secret',
      manifest: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'red-shop' }, data: 'hunter2' },
      kind: 'invalid',
      says: 'Cannot apply Secret red-shop/s on cluster east: Invalid in .data',
    },
    {
      name: 'asks for a namespace where the kind needs one',
      manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'nowhere' } },
      kind: 'invalid',
      says: 'the kind is namespaced and the manifest names no namespace',
    },
  ])('$name', async ({ manifest, kind, says }) => {
    const failure = await failureOf(manifest);
    expect(failure?.kind).toBe(kind);
    expect(failure?.message).toContain(says);
    expect(failure?.message).not.toContain('hunter2');
  });

  it('names who owns the fields that it does not take without force', async () => {
    await applyAsAdmin(cluster, '/api/v1/namespaces/red-shop/configmaps/owned', configMap('owned', { a: 'theirs' }));
    expect(await failureOf(configMap('owned', { a: 'ours' }))).toEqual({
      kind: 'field-conflict',
      managers: ['admin'],
      message: 'Cannot apply ConfigMap red-shop/owned on cluster east: admin owns fields of it: .data.a',
    });
  });

  it('tells a field that cannot be changed apart from other mistakes', async () => {
    const job = (image: string): Manifest => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'fixed', namespace: 'red-shop' },
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image }] } } },
    });
    await apply(job('tool:1'));
    expect(await failureOf(job('tool:2'), { force: true })).toMatchObject({ kind: 'immutable' });
  });

  it('does not apply to an object that was written since it was read', async () => {
    const { metadata, uid } = await apply(configMap('written', { a: '1' }));
    const resourceVersion = versionIn(metadata);
    await apply(configMap('written', { a: '2' }), { force: true });
    const failure = await failureOf(configMap('written', { a: '3' }), { force: true, uid, resourceVersion });
    expect(failure).toMatchObject({ kind: 'precondition' });
  });

  it('applies only to the object with the UID it knows', async () => {
    await apply(configMap('known', {}));
    const uid = '00000000-0000-4000-8000-000000000000';
    expect(await failureOf(configMap('known', {}), { uid })).toMatchObject({ kind: 'precondition' });
    expect(await failureOf(configMap('unknown', {}), { uid })).toMatchObject({ kind: 'precondition' });
  });
});

const adminPatch = async (path: string, body: unknown, type = 'application/merge-patch+json') => {
  const answer = await cluster.request('PATCH', path, body, { 'content-type': type });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
};
const patchAt = (name: string, query = '') => `/apis/apps/v1/namespaces/red-shop/deployments/${name}${query}`;
const container = (fields: object) => ({
  spec: { template: { spec: { containers: [{ name: 'web', ...fields }] } } },
});
const strategic = 'application/strategic-merge-patch+json';

/** As the observer computes it, from the object alone. */
async function watchedHash(name: string): Promise<string | undefined> {
  const read = await red.read(key('Deployment', name, 'apps'), 'v1');
  if (!read.ok || read.value === undefined) throw new Error(`cannot read ${name}`);
  return entryHashOf(read.value, FIELD_MANAGER);
}

describe('entryHash', () => {
  it.each([
    {
      name: 'changed-value',
      changes: true,
      by: (path: string) => adminPatch(path, container({ image: 'web:2' }), strategic),
    },
    {
      name: 'removed-item',
      changes: true,
      by: (path: string) => adminPatch(path, container({ env: [{ name: 'A', $patch: 'delete' }] }), strategic),
    },
    {
      name: 'removed-label',
      changes: true,
      by: (path: string) => adminPatch(path, { metadata: { labels: { team: null } } }),
    },
    { name: 'scale', changes: true, by: (path: string) => adminPatch(`${path}/scale`, { spec: { replicas: 3 } }) },
    { name: 'stripped', changes: true, by: (path: string) => adminPatch(path, { metadata: { managedFields: [{}] } }) },
    {
      name: 'update-under-our-name',
      changes: true,
      by: (path: string) => adminPatch(`${path}?fieldManager=${FIELD_MANAGER}`, { spec: { replicas: 5 } }),
    },
    { name: 'no-op', changes: false, by: (path: string) => adminPatch(path, {}) },
    { name: 'same-value', changes: false, by: (path: string) => adminPatch(path, { spec: { replicas: 1 } }) },
    {
      name: 'added-foreign-field',
      changes: false,
      by: (path: string) => adminPatch(path, container({ env: [{ name: 'B', value: '2' }] }), strategic),
    },
    { name: 'status', changes: false, by: (path: string) => adminPatch(`${path}/status`, { status: { replicas: 1 } }) },
    {
      name: 'rollout-restart',
      changes: false,
      by: (path: string) =>
        adminPatch(path, { spec: { template: { metadata: { annotations: { restartedAt: 'now' } } } } }),
    },
  ])(
    'of a Deployment after $name: changes is $changes, and applying again restores it',
    async ({ name, changes, by }) => {
      const plain = deployment(name);
      const manifest = { ...plain, metadata: { ...plain.metadata, labels: { team: 'red' } } };
      const first = await apply(manifest);
      const hash = await watchedHash(name);
      await by(patchAt(name));
      const after = await watchedHash(name);
      const restored = await apply(manifest, { force: true, uid: first.uid });
      expect({ hash, changed: after !== hash, restored: restored.entryHash }).toEqual({
        hash: first.entryHash,
        changed: changes,
        restored: first.entryHash,
      });
    },
  );
});

describe('delete', () => {
  it('deletes the object with the UID, once, and no other', async () => {
    const { uid } = await apply(configMap('doomed', {}));
    const other = await red.delete({ key: key('ConfigMap', 'doomed'), version: 'v1', uid: 'another' });
    const first = await red.delete({ key: key('ConfigMap', 'doomed'), version: 'v1', uid });
    const second = await red.delete({ key: key('ConfigMap', 'doomed'), version: 'v1', uid });
    expect({ other, first, second }).toMatchObject({
      other: { ok: false, failure: { kind: 'precondition' } },
      first: { ok: true, value: 'deleted' },
      second: { ok: true, value: 'gone' },
    });
  });

  it('finds the object when the version it was applied in is not served any more', async () => {
    const { uid } = await apply(deployment('aged'));
    expect(await red.delete({ key: key('Deployment', 'aged', 'apps'), version: 'v1beta1', uid })).toEqual({
      ok: true,
      value: 'deleted',
    });
  });

  it('counts the objects of a kind that is not served as gone', async () => {
    expect(await red.delete({ key: key('Widget', 'w', 'example.dev'), version: 'v1', uid: 'x' })).toEqual({
      ok: true,
      value: 'gone',
    });
  });
});

describe('asTenant', () => {
  it('says who must act when the cluster is not registered', async () => {
    expect(await clients.access.asTenant('west', 'red')).toEqual({
      ok: false,
      failure: { kind: 'not-found', message: 'Cluster west is not registered; the platform team has to register it' },
    });
  });
});

describe('replace', () => {
  it('leaves nothing that others have added', async () => {
    const { uid } = await apply(configMap('replaced', { a: '1' }));
    await adminPatch('/api/v1/namespaces/red-shop/configmaps/replaced', { data: { added: 'x' } });
    const read = await red.read(key('ConfigMap', 'replaced'), 'v1');
    const metadata = read.ok ? read.value?.['metadata'] : undefined;
    if (!isJsonObject(metadata)) throw new Error('the ConfigMap cannot be read');
    const request = { manifest: configMap('replaced', { a: '2' }), uid };

    expect(await red.replace({ ...request, resourceVersion: '1' })).toMatchObject({
      failure: { kind: 'precondition' },
    });
    expect(await red.replace({ ...request, resourceVersion: versionIn(metadata) })).toMatchObject({
      ok: true,
    });
    expect(await red.read(key('ConfigMap', 'replaced'), 'v1')).toMatchObject({
      value: { metadata: { uid }, data: { a: '2' } },
    });
    const after = await red.read(key('ConfigMap', 'replaced'), 'v1');
    expect(after.ok && after.value?.['data']).toEqual({ a: '2' });
  });
});
