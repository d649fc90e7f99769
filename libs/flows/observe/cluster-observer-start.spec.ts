import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { FakeSpokeObservation } from '#testing/fake-spoke-observation.ts';
import { configMap, configMapKey, SyncWorld, WEB } from '#testing/sync-world.ts';
import { syncApplication } from '../sync/sync-application.ts';
import { ClusterObserver } from './cluster-observer.ts';

const service: JsonObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
/** Long enough for news to be gathered, settled and written. */
const settle = () => vi.advanceTimersByTimeAsync(1000);

describe('ClusterObserver, while it begins', () => {
  let world: SyncWorld;
  let observation: FakeSpokeObservation;
  let observer: ClusterObserver;

  beforeEach(async () => {
    vi.useFakeTimers();
    world = new SyncWorld();
    observation = new FakeSpokeObservation(world.spoke);
    world.push({ a: configMap('a', { color: 'red' }), service });
    await syncApplication(WEB, world.ports, new AbortController().signal);
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    const { controlPlane, queue, health, clock, places } = world;
    observer = new ClusterObserver('prod-eu', observation, {
      controlPlane,
      queue,
      health,
      clock,
      places,
      onError: vi.fn(),
    });
    await settle();
  });

  afterEach(() => {
    observer.stop();
    vi.useRealTimers();
  });

  it.each([
    { name: 'once the last kind of an Application has come', come: async () => observation.stream('Service') },
    {
      name: 'without the last kind, when that does not come',
      come: async () => void (await vi.advanceTimersByTimeAsync(15_000)),
    },
  ])('looks $name', async ({ come }) => {
    observation.stream('ConfigMap');
    await settle();
    expect(world.queue.requests).toEqual([]);

    await come();
    await settle();
    expect(world.queue.requests).toMatchObject([{ ...WEB, urgency: 'drift' }]);
  });
});
