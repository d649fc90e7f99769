import { beforeEach, describe, expect, it } from 'vitest';
import { configMap, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

const never = new AbortController().signal;

describe('syncApplication, when the worker that began it was lost', () => {
  let world: SyncWorld;

  beforeEach(async () => {
    world = new SyncWorld();
    world.push({ a: configMap('a', { color: 'red' }), b: configMap('b', { size: 'small' }) });
    await syncApplication(WEB, world.ports, never);
    world.spoke.takeRequests();
  });

  it('sends every object again, because nobody knows what the other one had sent', async () => {
    const outcome = await syncApplication(WEB, world.ports, never, { isTakenOver: true });

    expect(outcome).toMatchObject({ outcome: 'synced', applied: 2 });
    expect(world.spoke.takeRequests().filter((request) => request.startsWith('apply'))).toEqual([
      'apply ConfigMap shop/a',
      'apply ConfigMap shop/b',
    ]);
  });

  it('sends nothing when the worker ended in order', async () => {
    expect(await syncApplication(WEB, world.ports, never)).toMatchObject({ outcome: 'unchanged' });
    expect(world.spoke.takeRequests()).toEqual([]);
  });
});
