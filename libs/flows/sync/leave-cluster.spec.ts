import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeSpoke } from '#testing/spoke/fake-spoke.ts';
import { configMap, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from './sync-application.ts';

const never = new AbortController().signal;

describe('syncApplication, when the destination moves to another cluster', () => {
  let world: SyncWorld;
  let other: FakeSpoke;
  const sync = () => syncApplication(WEB, world.ports, never);

  beforeEach(async () => {
    world = new SyncWorld();
    world.push({ a: configMap('a', { color: 'red' }) });
    await sync();
    other = world.addCluster('prod-us');
    world.spoke.takeRequests();
  });

  const move = (prune: boolean) =>
    world.change({
      spec: { destination: { name: 'prod-us', namespace: 'shop' }, syncPolicy: { automated: { prune } } },
    });

  it('removes what it owns on the former cluster, then makes it anew on the other one', async () => {
    move(true);

    expect(await sync()).toMatchObject({ outcome: 'synced', cluster: 'prod-us', applied: 1 });
    expect(world.spoke.takeRequests()).toEqual(['delete ConfigMap shop/a']);
    expect(other.takeRequests()).toContain('apply ConfigMap shop/a');
    expect(world.application.status.cluster).toBe('prod-us');
  });

  it('leaves nothing behind that nobody knows of when pruning is off: it stays where it is and says why', async () => {
    move(false);

    expect(await sync()).toMatchObject({ outcome: 'stalled', reason: 'DestinationMoved' });
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.application.status).toMatchObject({ cluster: 'prod-eu', inventory: [{ id: '/ConfigMap/shop/a' }] });
    expect(world.application.status.summary).toBe(
      'The destination moved from cluster prod-eu to prod-us, and pruning is off: 1 objects would be left behind on prod-eu. ' +
        'Set spec.syncPolicy.automated.prune, or move the destination back. Nabe tries again as soon as this changes.',
    );
  });

  it('waits for a former cluster that does not answer, and keeps what it owns there', async () => {
    move(true);
    world.spoke.script.failOn('delete', { kind: 'unreachable', message: 'Cluster prod-eu does not answer' }, 1);

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'ClusterUnreachable' });
    expect(world.application.status).toMatchObject({ cluster: 'prod-eu', inventory: [{ id: '/ConfigMap/shop/a' }] });
    expect(await sync()).toMatchObject({ outcome: 'synced', cluster: 'prod-us' });
  });

  it('leaves nothing behind on a former cluster that only cannot be read', async () => {
    move(true);
    world.controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'prod-eu' });
    world.controlPlane.views.Cluster.unreadable.add('nabe-system/prod-eu');

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'ClusterUnreadable' });
    expect(world.application.status).toMatchObject({ cluster: 'prod-eu', inventory: [{ id: '/ConfigMap/shop/a' }] });
  });

  it('does not wait for a former cluster that is not registered any more', async () => {
    move(true);
    world.controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'prod-eu' });

    expect(await sync()).toMatchObject({ outcome: 'synced', cluster: 'prod-us', applied: 1 });
  });
});
