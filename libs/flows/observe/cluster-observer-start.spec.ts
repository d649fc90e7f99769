import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { observedWorld } from '#testing/worlds/observed-world.ts';
import { configMap, configMapKey, WEB } from '#testing/worlds/sync-world.ts';

const service: JsonObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
const room = observedWorld();

describe('ClusterObserver, while it begins', () => {
  beforeEach(async () => {
    const { world } = room();
    world.push({ a: configMap('a', { color: 'red' }), service });
    await room().sync();
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    await room().begin();
  });

  it.each([
    { name: 'once the last kind of an Application has come', come: async () => room().observation.stream('Service') },
    {
      name: 'without the last kind, when that does not come',
      come: async () => void (await vi.advanceTimersByTimeAsync(15_000)),
    },
  ])('looks $name', async ({ come }) => {
    room().observation.stream('ConfigMap');
    await room().settle();
    expect(room().world.queue.requests).toEqual([]);

    await come();
    await room().settle();
    expect(room().world.queue.requests).toMatchObject([{ ...WEB, urgency: 'drift' }]);
  });
});
