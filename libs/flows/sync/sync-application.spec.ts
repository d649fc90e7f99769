import { beforeEach, describe, expect, it } from 'vitest';
import { configMap, configMapKey, inWave, SyncWorld, WEB, type Manifests } from '#testing/worlds/sync-world.ts';
import { syncApplication } from './sync-application.ts';

const never = new AbortController().signal;
const two: Manifests = { a: configMap('a', { color: 'red' }), b: configMap('b', { size: 'small' }) };
const A = '/ConfigMap/shop/a';

let world: SyncWorld;
const sync = () => syncApplication(WEB, world.ports, never);

/** Syncs `manifests` and forgets the requests and writes that took. */
async function synced(manifests: Manifests): Promise<void> {
  world.push(manifests);
  await sync();
  forget();
}

function forget(): void {
  world.spoke.takeRequests();
  world.controlPlane.takeWrites();
  world.renderer.renders.length = 0;
}

/** What a watch shows of the object a. */
function sightA(): void {
  const live = world.spoke.get(configMapKey('a'));
  const state =
    live === undefined
      ? ({ state: 'missing' } as const)
      : ({ state: 'present', uid: live.uid, entryHash: live.entryHash('nabe') } as const);
  world.queue.sight(WEB, new Map([[A, state]]));
}

beforeEach(() => {
  world = new SyncWorld();
});

describe('syncApplication, the first time', () => {
  it('applies every object as the tenant and says so', async () => {
    const commit = world.push(two);

    const outcome = await sync();

    expect(outcome).toEqual({
      outcome: 'synced',
      cluster: 'prod-eu',
      commit,
      applied: 2,
      pruned: 0,
      healed: 0,
      trigger: 'change',
      version: world.application.metadata.resourceVersion,
      reason: undefined,
    });
    expect(world.spoke.takeRequests()).toEqual(['apply ConfigMap shop/a', 'apply ConfigMap shop/b']);
    expect(world.clusters.impersonated).toEqual(['red on prod-eu']);
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);
    expect(world.application.status).toMatchObject({
      sync: { status: 'Synced', commit },
      operation: { phase: 'Succeeded', commit, startedAt: '2026-03-04T05:06:07Z', finishedAt: '2026-03-04T05:06:07Z' },
      summary: `Synced to ${commit.slice(0, 8)}: 2 objects.`,
      history: [{ commit, created: 2, configured: 0, pruned: 0 }],
    });
  });

  it('marks each object with its owner', async () => {
    await synced(two);

    expect(world.spoke.live(configMapKey('a')).toJson()).toMatchObject({
      metadata: {
        labels: { 'nabe.dev/application': 'web' },
        annotations: { 'nabe.dev/tracking': 'red/web:/ConfigMap:shop/a' },
      },
    });
  });

  it('stores what it means to create before the first request', async () => {
    world.push(two);
    const stored: string[][] = [];
    world.spoke.onRequest = (request) => {
      if (request.startsWith('apply'))
        stored.push([...world.inventory, world.application.status.operation?.phase ?? '']);
    };

    await sync();

    expect(stored[0]).toEqual(['ConfigMap a?', 'ConfigMap b?', 'Running']);
    expect(world.controlPlane.takeWrites()).toEqual([
      'status Application tenant-red/web nabe-sync',
      'status Application tenant-red/web nabe-sync',
    ]);
  });

  it('is done at once for an Application that is gone', async () => {
    world.controlPlane.views.Application.remove(WEB);

    expect(await sync()).toMatchObject({ outcome: 'gone' });
  });
});

describe('syncApplication, when nothing changed', () => {
  it('renders nothing, asks the spoke nothing and writes nothing', async () => {
    await synced(two);

    expect(await sync()).toEqual({ outcome: 'unchanged', applied: 0, pruned: 0, healed: 0 });
    expect([world.spoke.takeRequests(), world.controlPlane.takeWrites(), world.renderer.renders]).toEqual([[], [], []]);
  });

  it('takes a commit that leaves its directory alone for no change', async () => {
    await synced(two);
    const manifests = Object.fromEntries(
      Object.entries(two).map(([name, object]) => [`web/${name}.json`, JSON.stringify(object)]),
    );
    const commit = world.git.push('https://git.example/red/apps.git', { ...manifests, 'README.md': 'news' });
    const repository = world.controlPlane.views.Repository.list()[0];
    if (repository === undefined) throw new Error('no repository');
    world.controlPlane.views.Repository.put({ ...repository, status: { refs: [{ revision: 'main', commit }] } });

    expect(await sync()).toMatchObject({ outcome: 'unchanged' });
  });

  it('ignores a sighting that the inventory already accounts for', async () => {
    await synced(two);
    const live = world.spoke.live(configMapKey('a'));
    world.queue.sight(WEB, new Map([[A, { state: 'present', uid: live.uid, entryHash: live.entryHash('nabe') }]]));

    expect(await sync()).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('syncApplication, after a change in git', () => {
  it('sends one request for each changed object', async () => {
    await synced(two);
    world.push({ ...two, b: configMap('b', { size: 'large' }) });

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1, pruned: 0 });
    expect(world.spoke.takeRequests()).toEqual(['apply ConfigMap shop/b']);
    expect(world.controlPlane.takeWrites()).toEqual(['status Application tenant-red/web nabe-sync']);
  });

  it('prunes what is gone from git, with the UID it knows', async () => {
    await synced(two);
    world.push({ a: configMap('a', { color: 'red' }) });

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 0, pruned: 1 });
    expect(world.spoke.takeRequests()).toEqual(['delete ConfigMap shop/b']);
    expect(world.inventory).toEqual(['ConfigMap a']);
    expect(world.application.status.results).toEqual([{ id: '/ConfigMap/shop/b', outcome: 'pruned' }]);
  });

  it('leaves an object alone that somebody made in place of the one to prune', async () => {
    await synced(two);
    world.spoke.remove(configMapKey('b'));
    world.spoke.applyAs('kubectl', configMapKey('b'), configMap('b'));
    world.push({ a: configMap('a', { color: 'red' }) });

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect([...world.spoke.objects.keys()]).toEqual([A, '/ConfigMap/shop/b']);
    expect(world.inventory).toEqual(['ConfigMap a']);
  });

  it('keeps what is gone from git while pruning is off, and says so', async () => {
    world.change({ spec: { syncPolicy: { automated: { selfHeal: true } } } });
    await synced(two);
    world.push({ a: configMap('a', { color: 'red' }) });

    expect(await sync()).toMatchObject({ outcome: 'held' });
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);
    expect(world.application.status.summary).toBe(
      'Gone from git and kept on the cluster, because pruning is off: ConfigMap shop/b. Set spec.syncPolicy.automated.prune, or delete by hand.',
    );
  });

  it('writes nothing more while it is held back by the same reason', async () => {
    world.change({ spec: { syncPolicy: { automated: { selfHeal: true } } } });
    await synced(two);
    world.push({ a: configMap('a', { color: 'red' }) });
    await sync();
    forget();

    await sync();

    expect([world.spoke.takeRequests(), world.controlPlane.takeWrites()]).toEqual([[], []]);
  });

  it('refuses to prune everything when git has no object left', async () => {
    await synced(two);
    world.push({});

    expect(await sync()).toMatchObject({ outcome: 'held' });
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.application.status.sync?.status).toBe('OutOfSync');
    expect(world.application.status.summary).toContain('git has no object left for this Application');
  });

  it('prunes the waves from the last to the first, each before it applies', async () => {
    await synced({ a: configMap('a'), b: configMap('b', {}, inWave(2)), c: configMap('c') });
    world.push({ d: configMap('d') });

    await sync();

    expect(world.spoke.takeRequests()).toEqual([
      'delete ConfigMap shop/b',
      'apply ConfigMap shop/d',
      'delete ConfigMap shop/a',
      'delete ConfigMap shop/c',
    ]);
  });
});

describe('syncApplication, after a change on the cluster', () => {
  beforeEach(() => synced(two));

  it('takes a changed field back with one request', async () => {
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    sightA();

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1, healed: 1 });
    expect(world.spoke.takeRequests()).toEqual(['apply ConfigMap shop/a']);
    expect(world.spoke.live(configMapKey('a')).toJson()).toMatchObject({ data: { color: 'red' } });
  });

  it('creates a deleted object again', async () => {
    world.spoke.remove(configMapKey('a'));
    sightA();

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1, healed: 1 });
    expect(world.spoke.get(configMapKey('a'))).toBeDefined();
  });

  it('brings an object in line that was recreated under another UID', async () => {
    world.spoke.remove(configMapKey('a'));
    const recreated = world.spoke.applyAs('kubectl', configMapKey('a'), configMap('a', { color: 'green' }));
    world.push({ ...two, a: configMap('a', { color: 'blue' }) });

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(world.spoke.takeRequests()).toEqual(['apply ConfigMap shop/a', 'apply ConfigMap shop/a']);
    expect(world.application.status.inventory?.[0]).toMatchObject({ id: A, uid: recreated.uid });
  });

  it('leaves a change alone while self-heal is off', async () => {
    world.change({ spec: { syncPolicy: { automated: { prune: true } } } });
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    sightA();

    expect(await sync()).toMatchObject({ outcome: 'held', applied: 0 });
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.application.status.summary).toContain('self-heal is off: ConfigMap shop/a');
  });
});
