import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { buildApplication, buildTenant } from '#testing/resource-builders.ts';
import { FakeSpokeObservation } from '#testing/fake-spoke-observation.ts';
import { configMap, configMapKey, SyncWorld, WEB, type Manifests } from '#testing/sync-world.ts';
import { syncApplication } from '../sync/sync-application.ts';
import { ClusterObserver } from './cluster-observer.ts';

const A = '/ConfigMap/shop/a';
const deployment: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 1 },
};
const WEB_KEY = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
const READY = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };

let world: SyncWorld;
let observation: FakeSpokeObservation;
let observer: ClusterObserver;
const errors: unknown[] = [];
const onError = (error: unknown) => void errors.push(error);

/** Long enough for news to be gathered, settled and written. */
const settle = () => vi.advanceTimersByTimeAsync(1000);
const sync = () => syncApplication(WEB, world.ports, new AbortController().signal);

async function observe(manifests: Manifests): Promise<void> {
  world.push(manifests);
  await sync();
  const { controlPlane, queue, health, clock, places } = world;
  observer = new ClusterObserver('prod-eu', observation, { controlPlane, queue, health, clock, places, onError });
  await settle();
  observation.stream();
  await settle();
  world.spoke.takeRequests();
  world.controlPlane.takeWrites();
}

beforeEach(() => {
  vi.useFakeTimers();
  errors.length = 0;
  world = new SyncWorld();
  observation = new FakeSpokeObservation(world.spoke);
});

afterEach(() => {
  observer.stop();
  vi.useRealTimers();
});

describe('ClusterObserver', () => {
  it('watches each kind once, and Secrets as the tenant in each namespace', async () => {
    const secret: JsonObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };
    await observe({ a: configMap('a'), b: configMap('b'), secret, web: deployment });

    expect(observation.openWatches).toEqual(['ConfigMap', 'Deployment', 'Secret in shop as red']);
  });

  it('writes health once for what the watches show, and nothing more', async () => {
    world.spoke.onRequest = (request) => {
      if (request.startsWith('read')) world.spoke.live(WEB_KEY).setStatus(READY);
    };
    await observe({ web: deployment });
    expect(world.application.status.health?.status).toBe('Progressing');
    world.spoke.live(WEB_KEY).setStatus(READY);
    observation.show('apps/Deployment/shop/web');
    await settle();
    observation.show('apps/Deployment/shop/web');
    await settle();

    expect(world.application.status.health).toEqual({ status: 'Healthy' });
    expect(world.controlPlane.takeWrites()).toEqual(['status Application tenant-red/web nabe-observe']);
    expect(world.queue.requests).toEqual([]);
  });

  it('judges by the script of the tenant, and anew when the tenant’s rules change', async () => {
    const judgeBy = (rule: object) => {
      const tenant = world.controlPlane.views.Tenant.get({ namespace: '', name: 'red' });
      const healthRules = [{ kinds: ['/ConfigMap'], ...rule }];
      world.controlPlane.views.Tenant.put(buildTenant('red', { spec: { ...tenant?.spec, healthRules } }));
    };
    judgeBy({ lua: 'return {}' });
    world.scripts.answers.set('return {}', { status: 'Degraded', message: 'cracked' });
    await observe({ a: configMap('a') });
    expect(world.application.status.health).toEqual({ status: 'Degraded', message: 'ConfigMap shop/a: cracked' });

    judgeBy({ otherwise: { status: 'Suspended', message: 'resting' } });
    await settle();
    observation.stream();
    await settle();
    expect(world.application.status.health).toEqual({ status: 'Suspended', message: 'ConfigMap shop/a: resting' });
  });

  it('asks for a repair of a changed object, with what it saw', async () => {
    await observe({ a: configMap('a', { color: 'red' }) });
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    observation.show(A);
    await settle();

    const live = world.spoke.live(configMapKey('a'));
    const sightings = new Map([[A, { state: 'present', uid: live.uid, entryHash: live.entryHash('nabe') }]]);
    expect(world.queue.requests).toEqual([{ ...WEB, urgency: 'drift', sightings }]);
  });

  it('asks for a repair of a deleted object', async () => {
    await observe({ a: configMap('a') });
    world.spoke.remove(configMapKey('a'));
    observation.show(A);
    await settle();

    expect(world.queue.requests).toEqual([
      { ...WEB, urgency: 'drift', sightings: new Map([[A, { state: 'missing' }]]) },
    ]);
    expect(world.application.status.health?.status).toBe('Missing');
  });

  it('is content once the repair was made', async () => {
    await observe({ a: configMap('a', { color: 'red' }) });
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    observation.show(A);
    await settle();
    expect(await sync()).toMatchObject({ outcome: 'synced', healed: 1 });
    observation.show(A);
    world.queue.requests.length = 0;
    await vi.advanceTimersByTimeAsync(600_000);

    expect(world.queue.requests).toEqual([]);
  });

  it('takes the event of our own apply for what it is, though it comes before the news of the inventory', async () => {
    await observe({ a: configMap('a', { color: 'red' }) });
    world.push({ a: configMap('a', { color: 'blue', size: 'small' }) });
    world.spoke.onRequest = (request) => {
      if (request.startsWith('apply')) queueMicrotask(() => observation.show(A));
    };
    await sync();
    observation.show(A);
    await settle();

    expect(world.queue.requests).toEqual([]);
  });

  it('concludes nothing from an absence before a watch has shown all there is', async () => {
    world.push({ a: configMap('a') });
    await sync();
    const { controlPlane, queue, health, clock, places } = world;
    observer = new ClusterObserver('prod-eu', observation, {
      controlPlane,
      queue,
      health,
      clock,
      places,
      onError: () => undefined,
    });
    await settle();

    expect(queue.requests).toEqual([]);
    expect(world.application.status.health).toBeUndefined();
  });

  it('states differences that are left on purpose', async () => {
    world.change({ spec: { syncPolicy: { automated: { prune: true } } } });
    await observe({ a: configMap('a', { color: 'red' }) });
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    observation.show(A);
    await settle();

    expect(world.application.status.drift).toEqual({ objects: [A], message: 'self-heal is off' });
  });

  it('asks for a look when a difference that was left on purpose is gone', async () => {
    world.change({ spec: { syncPolicy: { automated: { prune: true } } } });
    await observe({ a: configMap('a', { color: 'red' }) });
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    observation.show(A);
    await settle();
    await sync();
    expect(world.application.status.sync?.status).toBe('OutOfSync');
    world.queue.requests.length = 0;
    world.spoke
      .live(configMapKey('a'))
      .apply('nabe', { ...world.spoke.live(configMapKey('a')).toJson(), data: { color: 'red' } });
    const entry = world.application.status.inventory?.[0];
    vi.spyOn(world.spoke.live(configMapKey('a')), 'entryHash').mockReturnValue(entry?.entryHash ?? '');
    observation.show(A);
    await settle();

    expect(world.queue.requests).toEqual([{ ...WEB, urgency: 'drift' }]);
    expect(world.application.status.drift).toBeUndefined();
  });

  it('says why nothing is known while the cluster is lost, and what is known again afterwards', async () => {
    await observe({ a: configMap('a') });
    observer.lost({ kind: 'unreachable', message: 'cannot reach prod-eu' });
    await settle();
    const during = world.application.status.health;
    observer.regained();
    await settle();

    expect(during).toEqual({
      status: 'Unknown',
      message: 'Nothing is known about its objects: cannot reach prod-eu.',
    });
    expect(world.application.status.health).toEqual({ status: 'Healthy' });
  });

  it('notices what went while a watch was interrupted', async () => {
    await observe({ a: configMap('a'), b: configMap('b') });
    world.spoke.remove(configMapKey('a'));
    observation.stream('ConfigMap');
    await settle();

    expect(world.queue.requests).toMatchObject([{ ...WEB, urgency: 'drift' }]);
  });

  it('watches a kind as the tenant when the hub may not, and gives its own watch up', async () => {
    await observe({ a: configMap('a') });
    observation.interrupt('ConfigMap', { kind: 'forbidden', message: 'not for the hub' });
    await settle();
    expect(observation.openWatches).toEqual(['ConfigMap in shop as red']);
    observation.stream();
    world.spoke.remove(configMapKey('a'));
    observation.show(A);
    await settle();

    expect(world.queue.requests).toHaveLength(1);
  });

  it('says why nothing is known of objects whose kind cannot be watched, until it can', async () => {
    world.push({ a: configMap('a') });
    await sync();
    const { controlPlane, queue, health, clock, places } = world;
    observer = new ClusterObserver('prod-eu', observation, { controlPlane, queue, health, clock, places, onError });
    await settle();
    observation.interrupt('ConfigMap', { kind: 'unreachable', message: 'the conversion webhook does not answer' });
    await settle();
    const during = world.application.status.health;
    observation.stream();
    await settle();

    const message = 'Nothing is known about its objects of kind ConfigMap: the conversion webhook does not answer.';
    expect(during).toEqual({ status: 'Unknown', message });
    expect(world.application.status.health).toEqual({ status: 'Healthy' });
  });

  it('stops watches that no Application needs any more', async () => {
    await observe({ a: configMap('a'), web: deployment });
    world.push({ a: configMap('a') });
    await sync();
    await vi.advanceTimersByTimeAsync(6000);

    expect(observation.openWatches).toEqual(['ConfigMap']);
  });

  it('looks again for a kind that is not served yet, and leaves no timer behind when stopped', async () => {
    await observe({ a: configMap('a') });
    const inventory = [{ id: 'shop.example/Till/shop/t', version: 'v1', uid: 'u', desiredHash: 'd', entryHash: 'e' }];
    const till = buildApplication('red', 'till', { status: { inventory } });
    world.controlPlane.views.Application.put(till);
    await settle();
    expect(observation.openWatches).toEqual(['ConfigMap']);
    world.spoke.serve('shop.example/v1/Till', true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(observation.openWatches).toEqual(['ConfigMap', 'Till']);

    observer.stop();

    expect([observation.openWatches, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('goes on with all others when an inventory cannot be read', async () => {
    world.controlPlane.views.Application.put(
      buildApplication('red', 'bad', { status: { inventory: [{ id: 'x', version: 'v1' }] } }),
    );
    await observe({ a: configMap('a') });

    expect(errors).toEqual([new Error('cannot observe Application tenant-red/bad')]);
    expect(world.application.status.health).toEqual({ status: 'Healthy' });
  });

  it('goes on with the health of objects whose inventory cannot be read any more, and tells of drift once it can', async () => {
    await observe({ web: deployment });
    const { metadata, spec, status } = world.application;
    const broken = [...(status.inventory ?? []), { id: 'x', version: 'v1' }];
    const put = (inventory: typeof status.inventory) =>
      world.controlPlane.views.Application.put({ metadata, spec, status: { ...world.application.status, inventory } });
    put(broken);
    world.spoke.remove(WEB_KEY);
    observation.show('apps/Deployment/shop/web');
    await settle();
    const during = { requests: [...world.queue.requests], health: world.application.status.health?.status };
    put(status.inventory);
    await settle();

    expect(during).toEqual({ requests: [], health: 'Missing' });
    expect(world.queue.requests).toHaveLength(1);
  });

  it('tries a write again that failed, with growing pauses', async () => {
    world.controlPlane.script.failOn(
      'status Application tenant-red/web nabe-observe',
      { kind: 'unavailable', message: 'no' },
      3,
    );
    await observe({ a: configMap('a') });
    await vi.advanceTimersByTimeAsync(10_000);

    expect(errors).toHaveLength(3);
    expect(world.application.status.health).toEqual({ status: 'Healthy' });
  });

  it('leaves Applications of other clusters alone', async () => {
    await observe({ a: configMap('a') });
    const status = {
      inventory: [{ id: 'apps/Deployment/shop/x', version: 'v1', uid: 'u' }],
      sync: { status: 'Synced' },
    };
    world.controlPlane.views.Application.put(
      buildApplication('red', 'far', { spec: { destination: { name: 'prod-us' } }, status }),
    );
    await settle();

    expect(observation.openWatches).toEqual(['ConfigMap']);
  });
});
