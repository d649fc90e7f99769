import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpokeObservation, WatchListener, WatchRequest } from '#flows/ports/clusters/cluster-watches.port.ts';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';
import { FIELD_MANAGER, SpokeClients } from '../fixtures/spoke-clients.ts';
import { letTenantInto, setUpSpoke } from '../fixtures/spoke-setup.ts';
import { TcpProxy } from '../fixtures/tcp-proxy.ts';

let fleet: Fleet;
let cluster: LocalCluster;
let proxy: TcpProxy;
let token: string;

beforeAll(async () => {
  fleet = await startFleet({ spokes: [{ name: 'east' }] });
  const east = fleet.spokes.get('east');
  if (east === undefined) throw new Error('the fleet has no cluster east');
  cluster = east;
  token = await setUpSpoke(cluster);
  await letTenantInto(cluster, 'red-shop', 'red');
  proxy = await TcpProxy.start(cluster.server);
});
afterAll(async () => {
  await proxy?.close();
  await fleet?.stop();
});

const soon = { timeout: 10_000, interval: 20 };

let clients: SpokeClients;
let observation: SpokeObservation;
let told: string[];

beforeEach(async () => {
  told = [];
  clients = new SpokeClients();
  clients.register(cluster, token, proxy.address);
  observation = await clients.observe('east');
});
afterEach(async () => {
  observation.close();
  await clients.close();
  await cluster.request('DELETE', '/api/v1/namespaces/red-shop/configmaps');
});

const recorder: WatchListener = {
  seen: ({ key, deleting }) => void told.push(`seen ${key.name}${deleting ? ' deleting' : ''}`),
  gone: ({ name }) => void told.push(`gone ${name}`),
  complete: (ids) => void told.push(`complete: ${[...ids].toSorted().join(' ')}`),
  interrupted: ({ kind }) => void told.push(`interrupted: ${kind}`),
};

async function watchKind(
  kind: string,
  more: Partial<WatchRequest> = {},
  listener: WatchListener = recorder,
): Promise<() => void> {
  const served = await observation.resolveKind({ group: '', version: 'v1', kind });
  if (!served.ok) throw new Error(served.failure.message);
  return observation.watch({ kind: served.value, namespace: '', mode: 'metadata', ...more }, listener);
}

function followConnection(): void {
  observation.onConnection({
    up: () => void told.push('up'),
    down: ({ message }) => void told.push(`down: ${message}`),
  });
}

/** Applies an object as our workers do. */
async function put(
  name: string,
  data: Record<string, string> = {},
  labels: Record<string, string> = { 'nabe.dev/application': 'web' },
) {
  const path = `/api/v1/namespaces/red-shop/configmaps/${name}?fieldManager=${FIELD_MANAGER}&force=true`;
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data };
  const answer = await cluster.request('PATCH', path, body, { 'content-type': 'application/apply-patch+yaml' });
  expect(answer.status).toBeLessThan(300);
}

const remove = (name: string) => cluster.request('DELETE', `/api/v1/namespaces/red-shop/configmaps/${name}`);

describe('watch', () => {
  it('streams what there is, says when that is complete, and follows changes of labelled objects only', async () => {
    await put('a');
    await put('foreign', {}, {});
    await watchKind('ConfigMap');
    await expect.poll(() => told, soon).toEqual(['seen a', 'complete: /ConfigMap/red-shop/a']);
    await put('b');
    await expect.poll(() => told, soon).toEqual(['seen a', 'complete: /ConfigMap/red-shop/a', 'seen b']);
    await put('b', {}, {});
    await remove('a');
    await expect
      .poll(() => told, soon)
      .toEqual(['seen a', 'complete: /ConfigMap/red-shop/a', 'seen b', 'gone b', 'gone a']);
  });

  it('tells metadata and our entry only, or the whole object where its health counts', async () => {
    await put('a', { secret: 'x' });
    const seen: unknown[] = [];
    const listener = {
      ...recorder,
      seen: ({ object, entryHash }: { object?: unknown; entryHash: string | undefined }) =>
        void seen.push([object, entryHash]),
    };
    await watchKind('ConfigMap', {}, listener);
    await watchKind('ConfigMap', { mode: 'full' }, listener);
    const hash = expect.stringMatching(/^[0-9a-f]{32}$/);
    await expect
      .poll(() => seen, { timeout: 5000 })
      .toEqual(
        expect.arrayContaining([
          [undefined, hash],
          [expect.objectContaining({ data: { secret: 'x' } }), hash],
        ]),
      );
  });

  it('sees a change from elsewhere within a fraction of a second', async () => {
    await watchKind('ConfigMap');
    await expect.poll(() => told, soon).toEqual(['complete: ']);
    const started = performance.now();
    await put('a');
    await expect.poll(() => told, soon).toEqual(['complete: ', 'seen a']);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('watches Secrets as the tenant, on which the hub itself has no right', async () => {
    await watchKind('Secret');
    await expect.poll(() => told, soon).toEqual(['interrupted: forbidden']);
    const stop = await watchKind('Secret', { namespace: 'red-shop', tenant: 'red' });
    await expect.poll(() => told, { timeout: 5000 }).toContain('complete: ');
    stop();
  });

  it('goes on where it was after the connection was cut, and misses nothing', async () => {
    await put('a');
    await watchKind('ConfigMap');
    await expect.poll(() => told, soon).toEqual(['seen a', 'complete: /ConfigMap/red-shop/a']);
    proxy.cut();
    await put('b');
    await remove('a');
    proxy.mend();
    await expect
      .poll(() => told.filter((event) => !event.startsWith('interrupted')), { timeout: 15_000 })
      .toEqual(['seen a', 'complete: /ConfigMap/red-shop/a', 'seen b', 'gone a']);
  });

  it('reads everything anew when the server has forgotten the place, and tells what there is now', async () => {
    await put('a');
    await put('b');
    await watchKind('ConfigMap');
    await expect
      .poll(() => told, soon)
      .toEqual(['seen a', 'seen b', 'complete: /ConfigMap/red-shop/a /ConfigMap/red-shop/b']);
    proxy.cut();
    await remove('a');
    // A restarted API server knows nothing of what was before: resuming from there is answered with 410.
    await cluster.kill();
    await cluster.start();
    proxy.mend();
    await expect
      .poll(() => told.filter((event) => !event.startsWith('interrupted')), { timeout: 20_000 })
      .toEqual([
        'seen a',
        'seen b',
        'complete: /ConfigMap/red-shop/a /ConfigMap/red-shop/b',
        'seen b',
        'complete: /ConfigMap/red-shop/b',
      ]);
  });

  it('carries more watches than one connection may hold', async () => {
    const complete = new Set<number>();
    for (let number = 0; number < 120; number += 1) {
      await watchKind('ConfigMap', {}, { ...recorder, complete: () => void complete.add(number) });
    }
    await expect.poll(() => complete.size, { timeout: 20_000 }).toBe(120);
  });
});

describe('readFacts', () => {
  it("answers the version and the cluster's identity", async () => {
    const namespace = await cluster.request<{ metadata: { uid: string } }>('GET', '/api/v1/namespaces/kube-system');
    const facts = await observation.readFacts();
    expect(facts).toEqual({
      ok: true,
      value: { version: expect.stringMatching(/^v1\./), uid: namespace.body.metadata.uid },
    });
  });
});

const pidOf = (): number => cluster.pids.get('east-kube-apiserver') ?? Number.NaN;

describe('onConnection', () => {
  it('tells within ten seconds that an API server was killed, and that it is back', async () => {
    followConnection();
    await expect.poll(() => told, soon).toEqual(['up']);
    await cluster.kill();
    await expect.poll(() => told.length, { timeout: 10_000 }).toBe(2);
    await cluster.start();
    await expect.poll(() => told.at(-1), { timeout: 10_000 }).toBe('up');
    expect(told).toEqual([
      'up',
      expect.stringMatching(/^down: Cannot connect to the API server on cluster east: /),
      'up',
    ]);
  });

  it('tells about ten seconds after an API server fell silent, and that it speaks again', async () => {
    followConnection();
    await expect.poll(() => told, soon).toEqual(['up']);
    const pid = pidOf();
    process.kill(pid, 'SIGSTOP');
    try {
      await expect.poll(() => told.length, { timeout: 14_000 }).toBe(2);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expect.poll(() => told.at(-1), { timeout: 10_000 }).toBe('up');
  });

  it('tells everybody when the Cluster is deleted, and ends', async () => {
    followConnection();
    await expect.poll(() => told, soon).toEqual(['up']);
    clients.controlPlane.view('Cluster').remove({ namespace: 'nabe-system', name: 'east' });
    await expect.poll(() => told, soon).toEqual(['up', 'down: Cluster east is not registered any more']);
  });
});
