import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';
import { SpokeClients } from '../fixtures/spoke-clients.ts';
import { letTenantInto, setUpSpoke } from '../fixtures/spoke-setup.ts';
import { TcpProxy } from '../fixtures/tcp-proxy.ts';

let fleet: Fleet;
let cluster: LocalCluster;
let token: string;

beforeAll(async () => {
  fleet = await startFleet({ spokes: [{ name: 'east' }] });
  const east = fleet.spokes.get('east');
  if (east === undefined) throw new Error('the fleet has no cluster east');
  cluster = east;
  token = await setUpSpoke(cluster);
  await letTenantInto(cluster, 'red-shop', 'red');
});
afterAll(() => fleet?.stop());

let proxy: TcpProxy;
let clients: SpokeClients;

beforeEach(async () => {
  proxy = await TcpProxy.start(cluster.server);
  clients = new SpokeClients();
});
afterEach(async () => {
  await clients.close();
  await proxy.close();
});

const configMap = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'red-shop', labels: { app: name } },
});

describe('ClusterConnection', () => {
  it('keeps its connections alive: requests one after the other need no new one', async () => {
    clients.register(cluster, token, proxy.address);
    const spoke = await clients.tenant('east', 'red');
    for (let number = 0; number < 20; number += 1) {
      const applied = await spoke.apply({ manifest: configMap(`kept-${number}`), force: false });
      expect(applied).toMatchObject({ ok: true });
    }
    // The pool opens a second one while the first still finishes an answer; a client without keep-alive would need 22.
    expect(proxy.connections).toBeLessThanOrEqual(2);
  });

  it('turns requests away at once while the spoke does not answer, and works again soon after it is back', async () => {
    clients.register(cluster, token, proxy.address);
    const spoke = await clients.tenant('east', 'red');
    const applyIt = () => spoke.apply({ manifest: configMap('back'), force: false });
    expect(await applyIt()).toMatchObject({ ok: true });
    proxy.cut();
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await applyIt()).toMatchObject({ failure: { kind: 'unreachable' } });
    expect(await applyIt()).toMatchObject({
      failure: {
        kind: 'unreachable',
        message:
          'Cannot apply ConfigMap red-shop/back on cluster east: the API server did not answer the last requests and is tried again in a moment',
        retryAfterMs: expect.any(Number),
      },
    });
    proxy.mend();
    await expect.poll(applyIt, { timeout: 6000, interval: 50 }).toMatchObject({ ok: true });
  });

  it('takes up new credentials from the Secret when the old ones are refused', async () => {
    clients.register(cluster, 'expired');
    const spoke = await clients.tenant('east', 'red');
    clients.setToken('east', token);
    const tooSoon = await spoke.apply({ manifest: configMap('renewed'), force: false });
    expect(tooSoon).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } });
    await expect
      .poll(() => spoke.apply({ manifest: configMap('renewed'), force: false }), { timeout: 15_000, interval: 500 })
      .toMatchObject({ ok: true });
  });
});
