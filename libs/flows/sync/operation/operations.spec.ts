import { beforeEach, describe, expect, it } from 'vitest';
import type { Hold, RequestedOperation } from '#core/resources/application-operation.ts';
import { buildTenant } from '#testing/control-plane/resource-builders.ts';
import { configMap, configMapKey, inWave, type Manifests, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

let world: SyncWorld;

beforeEach(() => {
  world = new SyncWorld();
});

const run = () => syncApplication(WEB, world.ports, new AbortController().signal);

async function sync(manifests: Manifests): Promise<string> {
  const commit = world.push(manifests);
  await run();
  return commit;
}

async function request(change: { operation?: RequestedOperation; hold?: Hold | null }): Promise<void> {
  const { resourceVersion } = world.application.metadata;
  const written = await world.controlPlane.request(WEB, change, resourceVersion);
  if (!written.ok) throw new Error(written.failure.message);
}

const syncByHand = () => world.change({ spec: { syncPolicy: {} } });
const value = (name: string) => world.spoke.live(configMapKey(name)).toJson()['data'];

describe('a sync by hand', () => {
  it('is what an Application without automatic sync waits for', async () => {
    syncByHand();
    await sync({ a: configMap('a') });
    expect(world.application.status.sync?.status).toBe('OutOfSync');
    expect(world.spoke.get(configMapKey('a'))).toBeUndefined();

    await request({ operation: { sync: {}, username: 'ana', requestedAt: '2026-03-04T05:00:00Z' } });
    await run();

    const { status, operation } = world.application;
    expect(operation).toBeUndefined();
    expect(status.sync?.status).toBe('Synced');
    expect(status.operation).toMatchObject({ phase: 'Succeeded', trigger: 'person', username: 'ana' });
    expect(status.history?.[0]).toMatchObject({ trigger: 'person', username: 'ana', created: 1 });
    expect(status.history?.[0]?.planDigest).toMatch(/^[0-9a-f]{16}$/);
  });

  it('applies chosen objects only, and leaves the rest out of sync', async () => {
    syncByHand();
    await sync({ a: configMap('a'), b: configMap('b') });
    await request({ operation: { sync: { resources: [{ kind: 'ConfigMap', name: 'b', namespace: 'shop' }] } } });
    await run();
    expect(world.inventory).toEqual(['ConfigMap b']);
    expect(world.application.status).toMatchObject({
      sync: { status: 'OutOfSync' },
      operation: { phase: 'Succeeded' },
      history: [{ isPartial: true, created: 1 }],
    });
    expect(world.application.operation).toBeUndefined();
  });

  it('names a chosen object that does not exist, and does nothing', async () => {
    syncByHand();
    await sync({ a: configMap('a') });
    await request({ operation: { sync: { resources: [{ kind: 'ConfigMap', name: 'x' }] } } });
    await run();
    // The hub may ask once more before it sees that the request is done.
    await run();
    expect(world.application.status.operation).toMatchObject({ phase: 'Stalled', reason: 'NoSuchObject' });
    expect(world.application.operation).toBeUndefined();
  });

  it('undoes drift that no watch has shown', async () => {
    syncByHand();
    await sync({ a: configMap('a', { V: '1' }) });
    await request({ operation: { sync: {} } });
    await run();
    world.spoke.edit(configMapKey('a'), ['data', 'V'], 'by hand');
    await request({ operation: { sync: {} } });
    await run();
    expect(value('a')).toEqual({ V: '1' });
  });

  it('prunes when the person says so', async () => {
    world.change({ spec: { syncPolicy: { automated: {} } } });
    await sync({ a: configMap('a'), b: configMap('b') });
    await sync({ a: configMap('a') });
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);
    await request({ operation: { sync: { prune: true } } });
    await run();
    expect(world.inventory).toEqual(['ConfigMap a']);
  });

  it('stays asked for while it waits, and is not tried again by itself after a failure', async () => {
    syncByHand();
    await sync({ a: configMap('a') });
    await request({ operation: { sync: {} } });
    world.spoke.script.failOn('apply', { kind: 'unreachable', message: 'no answer' }, 1);
    await run();
    expect(world.application.status.operation?.phase).toBe('Waiting');
    expect(world.application.operation).toBeDefined();
    world.spoke.script.failOn('apply', { kind: 'invalid', message: 'not so' });
    await run();
    expect(world.application.status.operation).toMatchObject({ phase: 'Stalled' });
    expect(world.application.status.summary).toContain('Sync by hand again when that is corrected.');
    expect(world.application.operation).toBeUndefined();
  });
});

/** Two waves; the first never becomes healthy. */
const waiting = (text: string): Manifests => ({
  a: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'slow' }, spec: { replicas: 1 } },
  b: configMap('b', { V: text }, inWave(1)),
});

describe('what ends a sync before its time', () => {
  it('is a person who cancels while a wave waits: nothing is begun again for the same commit', async () => {
    let isAsked = false;
    world.spoke.onRequest = (text) => {
      if (isAsked || !text.startsWith('read Deployment')) return;
      isAsked = true;
      void request({ operation: { cancel: {}, username: 'ana' } });
    };
    await sync(waiting('1'));

    const { status, operation } = world.application;
    expect(operation).toBeUndefined();
    expect(status.operation).toMatchObject({ phase: 'Stalled', reason: 'Canceled', username: 'ana' });
    expect(status.summary).toContain('The sync was canceled by ana: what it had done is left as it is.');
    expect(world.inventory).toEqual(['ConfigMap b?', 'Deployment slow']);
    expect(world.clock.nowMs - Date.parse('2026-03-04T05:06:07Z')).toBeLessThan(60_000);

    const key = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'slow' };
    world.queue.sight(WEB, new Map([[`apps/Deployment/shop/slow`, { state: 'missing' as const }]]));
    world.spoke.remove(key);
    await run();
    expect(world.spoke.get(key)).toBeUndefined();
    expect(world.application.status.operation?.reason).toBe('Canceled');
  });

  it('is a cancellation that comes while no worker is busy with it', async () => {
    world.spoke.script.failOn('apply', { kind: 'invalid', message: 'not so' });
    await sync({ a: configMap('a') });
    await request({ operation: { cancel: {} } });
    await run();
    expect(world.application.status.operation).toMatchObject({ phase: 'Stalled', reason: 'Canceled' });
    expect(world.application.operation).toBeUndefined();
    world.spoke.script.clear();
    await sync({ a: configMap('a', { V: '2' }) });
    expect(world.application.status.sync?.status).toBe('Synced');
  });

  it('is a newer commit: the wait ends, and the next sync begins with it', async () => {
    let isPushed = false;
    world.spoke.onRequest = (text) => {
      if (isPushed || !text.startsWith('read Deployment')) return;
      isPushed = true;
      world.push({ b: configMap('b', { V: '2' }) });
    };
    await sync(waiting('1'));
    expect(world.application.status.operation).toMatchObject({ phase: 'Waiting', reason: 'Superseded' });
    await run();
    expect(world.application.status.sync?.status).toBe('Synced');
    expect(value('b')).toEqual({ V: '2' });
  });

  it("is its Tenant's deadline, counted from the first attempt", async () => {
    const tenant = world.controlPlane.views.Tenant.get({ namespace: '', name: 'red' });
    if (tenant === undefined) throw new Error('there is no tenant red');
    world.controlPlane.views.Tenant.put(buildTenant('red', { spec: { ...tenant.spec, operationTimeout: '30s' } }));
    await sync(waiting('1'));
    expect(world.application.status.operation).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
  });
});

describe('a rollback', () => {
  it('holds until it is released, whatever is pushed, and says so', async () => {
    const first = await sync({ a: configMap('a', { V: '1' }) });
    await sync({ a: configMap('a', { V: '2' }) });
    await request({ hold: { commits: [first], username: 'ana' } });
    await run();
    expect(value('a')).toEqual({ V: '1' });
    expect(world.application.status).toMatchObject({
      operation: { phase: 'Succeeded', trigger: 'rollback', username: 'ana', commit: first },
      conditions: [{ type: 'Held', status: 'True', reason: 'RolledBack' }],
    });
    expect(world.application.status.summary).toContain('newer commits are not synced until it is released');

    await sync({ a: configMap('a', { V: '3' }) });
    expect(value('a')).toEqual({ V: '1' });
    await request({ hold: null });
    await run();
    expect(value('a')).toEqual({ V: '3' });
    expect(world.application.status.conditions).toBeUndefined();
  });

  it('goes to no commit that this Application was never synced to', async () => {
    await sync({ a: configMap('a', { V: '1' }) });
    await request({ hold: { commits: ['f'.repeat(40)] } });
    await run();
    expect(world.application.status.operation).toMatchObject({ phase: 'Stalled', reason: 'HoldImpossible' });
    expect(value('a')).toEqual({ V: '1' });
  });
});
