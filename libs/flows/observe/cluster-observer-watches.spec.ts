import { describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { buildApplication } from '#testing/control-plane/resource-builders.ts';
import { observedWorld } from '#testing/worlds/observed-world.ts';
import { configMap, configMapKey, WEB } from '#testing/worlds/sync-world.ts';

const A = '/ConfigMap/shop/a';
const deployment: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 1 },
};

const room = observedWorld();

describe('ClusterObserver and its watches', () => {
  it('watches each kind once, and Secrets as the tenant in each namespace', async () => {
    const secret: JsonObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };
    await room().observe({ a: configMap('a'), b: configMap('b'), secret, web: deployment });

    expect(room().observation.openWatches).toEqual(['ConfigMap', 'Deployment', 'Secret in shop as red']);
  });

  it('concludes nothing from an absence before a watch has shown all there is', async () => {
    room().world.push({ a: configMap('a') });
    await room().sync();
    await room().begin();

    expect(room().world.queue.requests).toEqual([]);
    expect(room().world.application.status.health).toBeUndefined();
  });

  it('notices what went while a watch was interrupted', async () => {
    await room().observe({ a: configMap('a'), b: configMap('b') });
    room().world.spoke.remove(configMapKey('a'));
    room().observation.stream('ConfigMap');
    await room().settle();

    expect(room().world.queue.requests).toMatchObject([{ ...WEB, urgency: 'drift' }]);
  });

  it('watches a kind as the tenant when the hub may not, and gives its own watch up', async () => {
    await room().observe({ a: configMap('a') });
    room().observation.interrupt('ConfigMap', { kind: 'forbidden', message: 'not for the hub' });
    await room().settle();
    expect(room().observation.openWatches).toEqual(['ConfigMap in shop as red']);
    room().observation.stream();
    room().world.spoke.remove(configMapKey('a'));
    room().observation.show(A);
    await room().settle();

    expect(room().world.queue.requests).toHaveLength(1);
  });

  it('says why nothing is known of objects whose kind cannot be watched, until it can', async () => {
    room().world.push({ a: configMap('a') });
    await room().sync();
    await room().begin();
    room().observation.interrupt('ConfigMap', {
      kind: 'unreachable',
      message: 'the conversion webhook does not answer',
    });
    await room().settle();
    const during = room().world.application.status.health;
    room().observation.stream();
    await room().settle();

    const message = 'Nothing is known about its objects of kind ConfigMap: the conversion webhook does not answer.';
    expect(during).toEqual({ status: 'Unknown', message });
    expect(room().world.application.status.health).toEqual({ status: 'Healthy' });
  });

  it('stops watches that no Application needs any more', async () => {
    await room().observe({ a: configMap('a'), web: deployment });
    room().world.push({ a: configMap('a') });
    await room().sync();
    await vi.advanceTimersByTimeAsync(6000);

    expect(room().observation.openWatches).toEqual(['ConfigMap']);
  });

  it('looks again for a kind that is not served yet, and leaves no timer behind when stopped', async () => {
    await room().observe({ a: configMap('a') });
    const inventory = [{ id: 'shop.example/Till/shop/t', version: 'v1', uid: 'u', desiredHash: 'd', entryHash: 'e' }];
    const till = buildApplication('red', 'till', { status: { inventory } });
    room().world.controlPlane.views.Application.put(till);
    await room().settle();
    expect(room().observation.openWatches).toEqual(['ConfigMap']);
    room().world.spoke.serve('shop.example/v1/Till', true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(room().observation.openWatches).toEqual(['ConfigMap', 'Till']);

    room().running.stop();

    expect([room().observation.openWatches, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('leaves Applications of other clusters alone', async () => {
    await room().observe({ a: configMap('a') });
    const status = {
      inventory: [{ id: 'apps/Deployment/shop/x', version: 'v1', uid: 'u' }],
      sync: { status: 'Synced' },
    };
    room().world.controlPlane.views.Application.put(
      buildApplication('red', 'far', { spec: { destination: { name: 'prod-us' } }, status }),
    );
    await room().settle();

    expect(room().observation.openWatches).toEqual(['ConfigMap']);
  });
});
