import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KubeSpokeIdentities } from '#adapters/kube/spokes/kube-spoke-identities.ts';
import type { JsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import { SpokeClients } from '../fixtures/spoke-clients.ts';
import { setUpSpoke } from '../fixtures/spoke-setup.ts';

let fleet: Fleet;
let clients: SpokeClients;
let identities: KubeSpokeIdentities;

beforeAll(async () => {
  fleet = await startFleet({ spokes: [{ name: 'east' }] });
  const east = fleet.spokes.get('east');
  if (east === undefined) throw new Error('the fleet has no cluster east');
  clients = new SpokeClients();
  clients.register(east, await setUpSpoke(east));
  identities = new KubeSpokeIdentities(clients.connections);
});
afterAll(async () => {
  await clients?.close();
  await fleet?.stop();
});

const account = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace: 'nabe-tenants', labels: { 'app.kubernetes.io/managed-by': 'nabe' } },
});
const metadataOf = (object: JsonObject) =>
  z.object({ metadata: z.object({ name: z.string(), uid: z.string() }) }).parse(object).metadata;

describe('KubeSpokeIdentities', () => {
  it('keeps the identities of tenants with the rights that the hub has on a spoke, and no more', async () => {
    expect(await identities.apply('east', account('red'))).toEqual({ ok: true });
    const listed = await identities.list('east', 'ServiceAccount');
    if (!listed.ok) throw new Error(listed.failure.message);
    expect(listed.value.map((object) => metadataOf(object).name)).toEqual(['red']);
    const uid = listed.value.map((object) => metadataOf(object).uid).join();
    const object = { kind: 'ServiceAccount', namespace: 'nabe-tenants', name: 'red' } as const;
    expect(await identities.delete('east', { ...object, uid: 'another' })).toMatchObject({
      ok: false,
      failure: { kind: 'precondition' },
    });
    expect(await identities.delete('east', { ...object, uid })).toEqual({ ok: true });
    expect(await identities.delete('east', { ...object, uid })).toEqual({ ok: true });
    expect(await identities.list('east', 'ServiceAccount')).toEqual({ ok: true, value: [] });
  });

  it('creates a namespace once', async () => {
    expect(await identities.createNamespace('east', 'shop')).toEqual({ ok: true });
    expect(await identities.createNamespace('east', 'shop')).toEqual({ ok: true });
    const listed = await identities.list('east', 'Namespace');
    const shop = listed.ok ? listed.value.find((namespace) => metadataOf(namespace).name === 'shop') : undefined;
    expect(shop).toMatchObject({ metadata: { labels: { 'app.kubernetes.io/managed-by': 'nabe' } } });
  });

  it('lists the kinds outside of namespaces', async () => {
    const kinds = await identities.clusterScopedKinds('east');
    if (!kinds.ok) throw new Error(kinds.failure.message);
    expect(kinds.value).toContainEqual({
      group: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      resource: 'clusterroles',
    });
    expect(kinds.value.map(({ kind }) => kind)).not.toContain('ConfigMap');
  });

  it('refuses, as a mistake of ours, to write any other kind in its own name', async () => {
    await expect(
      identities.apply('east', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }),
    ).rejects.toThrow('writes no Secret');
  });
});
