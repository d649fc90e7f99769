import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFieldManager } from '#adapters/kube/control-plane/field-manager.ts';
import { KubeControlPlane } from '#adapters/kube/control-plane/kube-control-plane.ts';
import { loadManagementSettings } from '#adapters/kube/kubeconfig/management-connection.ts';
import { KubeConnection } from '#adapters/kube/transport/kube-connection.ts';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import { installManagement } from '#flows/install-management.ts';
import type { ResourceName } from '#flows/ports/control-plane.port.ts';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';

let fleet: Fleet;
let cluster: LocalCluster;
let controlPlane: KubeControlPlane;
const problems: string[] = [];
const APPLICATIONS = '/apis/nabe.dev/v1alpha1/namespaces/tenant-red/applications';

beforeAll(async () => {
  fleet = await startFleet({ spokes: [] });
  cluster = fleet.management;
  const management = {
    request: (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, type = 'application/json') =>
      cluster.request<never>(method, path, body, { 'content-type': type }),
  };
  const installed = await installManagement({ management, clock: new SystemClock() });
  if (!installed.ok) throw new Error(installed.failure.message);
  const settings = await loadManagementSettings({
    kubeconfig: cluster.kubeconfigPath,
    requestsInFlight: 16,
    userAgent: 'nabe/test',
  });
  controlPlane = new KubeControlPlane(new KubeConnection(settings), new SystemClock(), {
    onUnreadable: (kind, { name }, message) => void problems.push(`${kind} ${name}: ${message}`),
    onInterrupted: () => undefined,
  });
  await controlPlane.ensureNamespace('tenant-red', { 'nabe.dev/tenant': 'red' });
  await controlPlane.ready(['Application', 'Tenant'], AbortSignal.timeout(20_000));
});
afterAll(async () => {
  await controlPlane?.close();
  await fleet?.stop();
});

const named = (name: string): ResourceName => ({ namespace: 'tenant-red', name });
const spec = { destination: { name: 'prod-eu', namespace: 'shop' } };
const view = () => controlPlane.view('Application');

async function create(name: string, finalizers: readonly string[] = []): Promise<string> {
  const applied = await controlPlane.apply('Application', named(name), { metadata: { finalizers }, spec });
  expect(applied).toEqual({ ok: true });
  return await expect
    .poll(() => view().get(named(name))?.metadata.uid)
    .toBeTruthy()
    .then(() => view().get(named(name))?.metadata.uid ?? '');
}

describe('view', () => {
  it('is complete, follows every change, and lists by namespace and name', async () => {
    const heard: string[] = [];
    const stop = view().onChange(
      ({ name }, resource) => void heard.push(`${name} ${resource?.status.summary ?? (resource ? 'new' : 'gone')}`),
    );
    await create('list-b');
    const uid = await create('list-a');
    await controlPlane.applyStatus('Application', named('list-a'), 'nabe-sync', { summary: 'Synced' });
    await controlPlane.delete('Application', named('list-a'), uid);
    await expect.poll(() => heard).toEqual(['list-b new', 'list-a new', 'list-a Synced', 'list-a gone']);
    stop();
    await create('list-a');
    const names = view()
      .list()
      .map(({ metadata }) => metadata.name)
      .filter((name) => name.startsWith('list-'));
    expect({ complete: view().complete, names, heard: heard.length }).toEqual({
      complete: true,
      names: ['list-a', 'list-b'],
      heard: 4,
    });
  });

  it('knows how far it has seen: what was written, what was deleted, and nothing that is still to come', async () => {
    const uid = await create('seen-a');
    const written = await controlPlane.applyStatus('Application', named('seen-a'), 'nabe-sync', { summary: 'Synced' });
    const version = written.ok ? written.value : '';
    await expect.poll(() => view().hasSeen(version)).toBe(true);
    expect(view().newestVersion).toBe(version);
    await controlPlane.delete('Application', named('seen-a'), uid);
    await expect.poll(() => view().newestVersion !== version && view().hasSeen(view().newestVersion)).toBe(true);
    expect([view().hasSeen(`${version}0000`), view().hasSeen('no number')]).toEqual([false, false]);
  });

  it('keeps an object it cannot read out, names it, and goes on with the others', async () => {
    await cluster.request('POST', '/apis/nabe.dev/v1alpha1/namespaces/tenant-red/applicationsets', {
      apiVersion: 'nabe.dev/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'odd' },
      spec: { generators: [{ unheardOf: {} }], template: { metadata: { name: 'x' }, spec: {} } },
    });
    const sets = controlPlane.view('ApplicationSet');
    await expect.poll(() => [...sets.unreadable]).toEqual(['tenant-red/odd']);
    expect({ listed: sets.list(), problems }).toEqual({
      listed: [],
      problems: [expect.stringMatching(/^ApplicationSet odd: .*unheardOf/)],
    });
  });

  it('is right again after the API server was restarted, also about what was deleted meanwhile', async () => {
    await create('lasting');
    const uid = await create('fleeting');
    await cluster.kill();
    await cluster.start();
    await cluster.request('DELETE', `${APPLICATIONS}/fleeting`, { preconditions: { uid } });
    await expect.poll(() => view().get(named('fleeting')), { timeout: 20_000 }).toBeUndefined();
    expect(view().get(named('lasting'))?.spec).toMatchObject(spec);
    await expect.poll(() => view().complete).toBe(true);
  });
});

async function namespaceMetadata(name: string) {
  const path = `/api/v1/namespaces/${name}`;
  const answer = await cluster.request<{ metadata: { resourceVersion: string; labels: object } }>('GET', path);
  return answer.body.metadata;
}

describe('ensureNamespace', () => {
  it('makes a namespace, corrects its labels, and writes nothing when it is as wanted', async () => {
    await controlPlane.ensureNamespace('tenant-blue', { 'nabe.dev/tenant': 'green' });
    await controlPlane.ensureNamespace('tenant-blue', { 'nabe.dev/tenant': 'blue' });
    const made = await namespaceMetadata('tenant-blue');
    expect(made.labels).toMatchObject({ 'nabe.dev/tenant': 'blue' });
    expect(await controlPlane.ensureNamespace('tenant-blue', { 'nabe.dev/tenant': 'blue' })).toEqual({ ok: true });
    expect((await namespaceMetadata('tenant-blue')).resourceVersion).toBe(made.resourceVersion);
  });
});

describe('apply', () => {
  it('owns what it states and gives up what it leaves out', async () => {
    await controlPlane.apply('Application', named('stated'), { metadata: { labels: { a: '1', b: '2' } }, spec });
    await controlPlane.apply('Application', named('stated'), { metadata: { labels: { b: '3' } }, spec });
    expect(await controlPlane.read('Application', named('stated'))).toMatchObject({
      ok: true,
      value: { metadata: { labels: { b: '3' } }, spec },
    });
  });

  it('refuses what breaks a rule of the CRD, naming the object', async () => {
    const broken = { destination: { name: 'a', server: 'https://b', namespace: '' } };
    const applied = await controlPlane.apply('Application', named('broken'), { spec: broken });
    expect(applied).toMatchObject({
      ok: false,
      failure: {
        kind: 'refused',
        message: expect.stringMatching(
          /^Cannot apply Application tenant-red\/broken on the management cluster: .*give either name or server/,
        ),
      },
    });
  });
});

describe('applyStatus', () => {
  it('lets each manager own its fields and touches no other', async () => {
    await create('shared');
    await controlPlane.applyStatus('Application', named('shared'), 'nabe-sync', {
      summary: 'one',
      operation: { phase: 'Running' },
    });
    await controlPlane.applyStatus('Application', named('shared'), 'nabe-observe', { health: { status: 'Healthy' } });
    await controlPlane.applyStatus('Application', named('shared'), 'nabe-sync', { summary: 'two' });
    const read = await controlPlane.read('Application', named('shared'));
    expect(read.ok && read.value?.status).toEqual({ summary: 'two', health: { status: 'Healthy' } });
  });

  it('does not make an object', async () => {
    const written = await controlPlane.applyStatus('Application', named('none'), 'nabe-sync', { summary: 'x' });
    expect(written).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  });
});

describe('delete and removeFinalizer', () => {
  it('deletes only the object with the UID, and lets it go with its last finalizer', async () => {
    const uid = await create('kept', ['nabe.dev/a', 'nabe.dev/b']);
    expect(await controlPlane.delete('Application', named('kept'), 'another')).toMatchObject({
      ok: false,
      failure: { kind: 'conflict' },
    });
    expect(await controlPlane.delete('Application', named('kept'), uid)).toEqual({ ok: true });
    expect(await controlPlane.removeFinalizer('Application', named('kept'), 'nabe.dev/a')).toEqual({ ok: true });
    const held = await controlPlane.read('Application', named('kept'));
    expect(held.ok && held.value?.metadata.finalizers).toEqual(['nabe.dev/b']);
    expect(await controlPlane.removeFinalizer('Application', named('kept'), 'nabe.dev/b')).toEqual({ ok: true });
    expect(await controlPlane.read('Application', named('kept'))).toEqual({ ok: true, value: undefined });
    expect(await controlPlane.removeFinalizer('Application', named('kept'), 'nabe.dev/b')).toEqual({ ok: true });
    expect(await controlPlane.delete('Application', named('kept'), uid)).toEqual({ ok: true });
  });
});

describe('readSecret', () => {
  it('answers decoded values, and undefined where there is none', async () => {
    await cluster.request('POST', '/api/v1/namespaces/tenant-red/secrets', {
      metadata: { name: 's' },
      stringData: { token: 'grün' },
    });
    expect(await controlPlane.readSecret(named('s'))).toEqual({ ok: true, value: { token: 'grün' } });
    expect(await controlPlane.readSecret(named('none'))).toEqual({ ok: true, value: undefined });
  });
});

describe('readFieldManager', () => {
  it("is the hub's own, from the identity of its management cluster", async () => {
    const namespace = await cluster.request<{ metadata: { uid: string } }>('GET', '/api/v1/namespaces/kube-system');
    const connection = new KubeConnection(
      await loadManagementSettings({ kubeconfig: cluster.kubeconfigPath, requestsInFlight: 1, userAgent: 'nabe/test' }),
    );
    expect(await readFieldManager(connection)).toEqual({
      ok: true,
      value: `nabe-${namespace.body.metadata.uid.slice(0, 8)}`,
    });
    await connection.close();
  });
});

describe('watchObjects', () => {
  const collection = { apiVersion: 'v1', resource: 'configmaps', namespace: 'tenant-red' };
  const path = '/api/v1/namespaces/tenant-red/configmaps';

  it('tells what is there, what is changed and what is deleted by name, until it is ended', async () => {
    const put = (name: string, value: string) =>
      cluster.request('PATCH', `${path}/${name}?fieldManager=test`, configMapOf(name, value), {
        'content-type': 'application/apply-patch+yaml',
      });
    await put('there', '1');
    const told: string[] = [];
    const stop = controlPlane.watchObjects(collection, (name) => void told.push(name));
    const untilTold = (name: string, times: number) =>
      expect.poll(() => told.filter((other) => other === name).length).toBe(times);
    await untilTold('there', 1);

    await put('new', '1');
    await untilTold('new', 1);
    await put('new', '2');
    await untilTold('new', 2);
    await cluster.request('DELETE', `${path}/new`);
    await untilTold('new', 3);
    stop();
    await put('there', '2');
    await untilTold('there', 1);
  });
});

function configMapOf(name: string, value: string) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'tenant-red' }, data: { value } };
}
