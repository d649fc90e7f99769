import { describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { buildApplication, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { observedWorld } from '#testing/worlds/observed-world.ts';
import { configMap, configMapKey, WEB } from '#testing/worlds/sync-world.ts';

const A = '/ConfigMap/shop/a';
const deployment: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 1 },
};
const WEB_KEY = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
const READY = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };

const room = observedWorld();

describe('ClusterObserver', () => {
  it('writes health once for what the watches show, and nothing more', async () => {
    room().world.spoke.onRequest = (request) => {
      if (request.startsWith('read')) room().world.spoke.live(WEB_KEY).setStatus(READY);
    };
    await room().observe({ web: deployment });
    expect(room().world.application.status.health?.status).toBe('Progressing');
    room().world.spoke.live(WEB_KEY).setStatus(READY);
    room().observation.show('apps/Deployment/shop/web');
    await room().settle();
    room().observation.show('apps/Deployment/shop/web');
    await room().settle();

    expect(room().world.application.status.health).toEqual({ status: 'Healthy' });
    expect(room().world.controlPlane.takeWrites()).toEqual(['status Application tenant-red/web nabe-observe']);
    expect(room().world.queue.requests).toEqual([]);
  });

  it('judges by the script of the tenant, and anew when the tenant’s rules change', async () => {
    const judgeBy = (rule: object) => {
      const tenant = room().world.controlPlane.views.Tenant.get({ namespace: '', name: 'red' });
      const healthRules = [{ kinds: ['/ConfigMap'], ...rule }];
      room().world.controlPlane.views.Tenant.put(buildTenant('red', { spec: { ...tenant?.spec, healthRules } }));
    };
    judgeBy({ lua: 'return {}' });
    room().world.scripts.answers.set('return {}', { status: 'Degraded', message: 'cracked' });
    await room().observe({ a: configMap('a') });
    expect(room().world.application.status.health).toEqual({
      status: 'Degraded',
      message: 'ConfigMap shop/a: cracked',
    });

    judgeBy({ otherwise: { status: 'Suspended', message: 'resting' } });
    await room().settle();
    room().observation.stream();
    await room().settle();
    expect(room().world.application.status.health).toEqual({
      status: 'Suspended',
      message: 'ConfigMap shop/a: resting',
    });
  });

  it('asks for a repair of a changed object, with what it saw', async () => {
    await room().observe({ a: configMap('a', { color: 'red' }) });
    room().world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    room().observation.show(A);
    await room().settle();

    const live = room().world.spoke.live(configMapKey('a'));
    const sightings = new Map([[A, { state: 'present', uid: live.uid, entryHash: live.entryHash('nabe') }]]);
    expect(room().world.queue.requests).toEqual([{ ...WEB, urgency: 'drift', sightings }]);
  });

  it('asks for a repair of a deleted object', async () => {
    await room().observe({ a: configMap('a') });
    room().world.spoke.remove(configMapKey('a'));
    room().observation.show(A);
    await room().settle();

    expect(room().world.queue.requests).toEqual([
      { ...WEB, urgency: 'drift', sightings: new Map([[A, { state: 'missing' }]]) },
    ]);
    expect(room().world.application.status.health?.status).toBe('Missing');
  });

  it('is content once the repair was made', async () => {
    await room().observe({ a: configMap('a', { color: 'red' }) });
    room().world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    room().observation.show(A);
    await room().settle();
    expect(await room().sync()).toMatchObject({ outcome: 'synced', healed: 1 });
    room().observation.show(A);
    room().world.queue.requests.length = 0;
    await vi.advanceTimersByTimeAsync(600_000);

    expect(room().world.queue.requests).toEqual([]);
  });

  it('takes the event of our own apply for what it is, though it comes before the news of the inventory', async () => {
    await room().observe({ a: configMap('a', { color: 'red' }) });
    room().world.push({ a: configMap('a', { color: 'blue', size: 'small' }) });
    room().world.spoke.onRequest = (request) => {
      if (request.startsWith('apply')) queueMicrotask(() => room().observation.show(A));
    };
    await room().sync();
    room().observation.show(A);
    await room().settle();

    expect(room().world.queue.requests).toEqual([]);
  });

  it('states differences that are left on purpose', async () => {
    room().world.change({ spec: { syncPolicy: { automated: { prune: true } } } });
    await room().observe({ a: configMap('a', { color: 'red' }) });
    room().world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    room().observation.show(A);
    await room().settle();

    expect(room().world.application.status.drift).toEqual({ objects: [A], message: 'self-heal is off' });
  });

  it('asks for a look when a difference that was left on purpose is gone', async () => {
    room().world.change({ spec: { syncPolicy: { automated: { prune: true } } } });
    await room().observe({ a: configMap('a', { color: 'red' }) });
    room().world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    room().observation.show(A);
    await room().settle();
    await room().sync();
    expect(room().world.application.status.sync?.status).toBe('OutOfSync');
    room().world.queue.requests.length = 0;
    room()
      .world.spoke.live(configMapKey('a'))
      .apply('nabe', { ...room().world.spoke.live(configMapKey('a')).toJson(), data: { color: 'red' } });
    const entry = room().world.application.status.inventory?.[0];
    vi.spyOn(room().world.spoke.live(configMapKey('a')), 'entryHash').mockReturnValue(entry?.entryHash ?? '');
    room().observation.show(A);
    await room().settle();

    expect(room().world.queue.requests).toEqual([{ ...WEB, urgency: 'drift' }]);
    expect(room().world.application.status.drift).toBeUndefined();
  });

  it('says why nothing is known while the cluster is lost, and what is known again afterwards', async () => {
    await room().observe({ a: configMap('a') });
    room().running.lost({ kind: 'unreachable', message: 'cannot reach prod-eu' });
    await room().settle();
    const during = room().world.application.status.health;
    room().running.regained();
    await room().settle();

    expect(during).toEqual({
      status: 'Unknown',
      message: 'Nothing is known about its objects: cannot reach prod-eu.',
    });
    expect(room().world.application.status.health).toEqual({ status: 'Healthy' });
  });

  it('goes on with all others when an inventory cannot be read', async () => {
    room().world.controlPlane.views.Application.put(
      buildApplication('red', 'bad', { status: { inventory: [{ id: 'x', version: 'v1' }] } }),
    );
    await room().observe({ a: configMap('a') });

    expect(room().errors).toEqual([new Error('cannot observe Application tenant-red/bad')]);
    expect(room().world.application.status.health).toEqual({ status: 'Healthy' });
  });

  it('goes on with the health of objects whose inventory cannot be read any more, and tells of drift once it can', async () => {
    await room().observe({ web: deployment });
    const { metadata, spec, status } = room().world.application;
    const broken = [...(status.inventory ?? []), { id: 'x', version: 'v1' }];
    const put = (inventory: typeof status.inventory) =>
      room().world.controlPlane.views.Application.put({
        metadata,
        spec,
        status: { ...room().world.application.status, inventory },
      });
    put(broken);
    room().world.spoke.remove(WEB_KEY);
    room().observation.show('apps/Deployment/shop/web');
    await room().settle();
    const during = {
      requests: [...room().world.queue.requests],
      health: room().world.application.status.health?.status,
    };
    put(status.inventory);
    await room().settle();

    expect(during).toEqual({ requests: [], health: 'Missing' });
    expect(room().world.queue.requests).toHaveLength(1);
  });

  it('tries a write again that failed, with growing pauses', async () => {
    room().world.controlPlane.script.failOn(
      'status Application tenant-red/web nabe-observe',
      { kind: 'unavailable', message: 'no' },
      3,
    );
    await room().observe({ a: configMap('a') });
    await vi.advanceTimersByTimeAsync(10_000);

    expect(room().errors).toHaveLength(3);
    expect(room().world.application.status.health).toEqual({ status: 'Healthy' });
  });
});
