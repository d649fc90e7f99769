import { beforeEach, describe, expect, it } from 'vitest';
import { buildApplication, buildRepository } from '#testing/control-plane/resource-builders.ts';
import { configMap, configMapKey, REPOSITORY_URL, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

const never = new AbortController().signal;
const API = { namespace: 'tenant-red', name: 'api' };
const moving = configMap('moving', { color: 'red' });

let world: SyncWorld;
const sync = (name = WEB) => syncApplication(name, world.ports, never);
const uidOf = () => world.spoke.get(configMapKey('moving'))?.uid;
const inventoryOf = (name = WEB) =>
  (world.controlPlane.views.Application.get(name)?.status.inventory ?? []).map(({ id }) => id);

/** Commits the directories of both Applications; `owner` has the object that moves. */
function push(owner: 'web' | 'api' | 'nobody', extra = 'one'): void {
  const files = {
    'web/own.json': JSON.stringify(configMap('of-web', { extra })),
    'api/own.json': JSON.stringify(configMap('of-api')),
    ...(owner !== 'nobody' && { [`${owner}/moving.json`]: JSON.stringify(moving) }),
  };
  const commit = world.git.push(REPOSITORY_URL, files);
  const status = { refs: [{ revision: 'main', commit }] };
  world.controlPlane.views.Repository.put(buildRepository('red', 'apps', { status }));
}

beforeEach(async () => {
  world = new SyncWorld();
  const syncPolicy = { automated: { prune: true, selfHeal: true } };
  world.controlPlane.views.Application.put(buildApplication('red', 'api', { spec: { syncPolicy } }));
  push('web');
  await sync();
  await sync(API);
});

describe('an object that moves to another Application', () => {
  it('waits for it when its owner sees the commit first, and stays the same object', async () => {
    const before = uidOf();
    push('api');

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'HandoverPending', pruned: 0 });
    expect(await sync(API)).toMatchObject({ outcome: 'failed', reason: 'OwnedByAnother' });
    expect(await sync()).toMatchObject({ outcome: 'synced', pruned: 0 });
    expect(await sync(API)).toMatchObject({ outcome: 'synced' });

    expect(uidOf()).toBe(before);
    expect({ web: inventoryOf(), api: inventoryOf(API) }).toEqual({
      web: ['/ConfigMap/shop/of-web'],
      api: ['/ConfigMap/shop/moving', '/ConfigMap/shop/of-api'],
    });
  });

  it('is handed over at once when the other one sees the commit first', async () => {
    const before = uidOf();
    push('api');

    expect(await sync(API)).toMatchObject({ outcome: 'failed', reason: 'OwnedByAnother' });
    expect(await sync()).toMatchObject({ outcome: 'synced', pruned: 0 });
    expect(await sync(API)).toMatchObject({ outcome: 'synced' });
    expect(uidOf()).toBe(before);
  });

  it('is handed over, too, by an Application that is deleted', async () => {
    const before = uidOf();
    push('api');
    await sync(API);
    world.change({ metadata: { deletionTimestamp: '2026-03-04T05:06:07Z' } });

    expect(await sync()).toMatchObject({ outcome: 'deleted' });
    expect(uidOf()).toBe(before);
  });
});

describe('an object that is gone from git', () => {
  it('is pruned as soon as the others have seen the commit', async () => {
    push('nobody');
    await sync(API);
    expect(await sync()).toMatchObject({ outcome: 'synced', pruned: 1 });
  });

  it('is pruned at once where the others read nothing that has changed', async () => {
    push('nobody', 'two');
    expect(await sync()).toMatchObject({ outcome: 'synced', pruned: 1 });
  });

  it('is pruned in the end although another Application never looks at the commit', async () => {
    push('api');
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(await sync()).toMatchObject({ outcome: 'waiting' });
    }
    expect(await sync()).toMatchObject({ outcome: 'synced', pruned: 1 });
  });

  it('is not kept for another Application that wanted it in an older commit', async () => {
    push('api');
    await sync(API);
    push('nobody');
    await sync(API);
    expect(await sync()).toMatchObject({ outcome: 'synced', pruned: 1 });
  });
});
