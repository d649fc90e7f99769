import { describe, expect, it } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import type { Cluster, ClusterStatus } from '#core/resources/cluster.ts';
import { deleteObject, editObject, pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const LASTING = ['cart-east', 'cart-west', 'search-east', 'search-west'];
const APPLICATIONS = [...LASTING, 'wishes-east', 'wishes-west'];
/** What users are promised, from the end of the API server to the word in the Cluster's status. */
const UNREACHABLE_WITHIN_MS = 15_000;

let red: Team;
const spokes = [
  { name: 'east', labels: {} },
  { name: 'west', labels: {} },
];
const world = storyWorld({ spokes }, async (started) => {
  await started.startHub();
  await started.startWorker();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/shop.yaml': appSet({ name: 'shop', repoURL: url, namespace: 'red' }),
      'apps/cart/config.yaml': configMap('cart', 'one'),
      'apps/cart/limits.yaml': configMap('limits', 'one'),
      'apps/search/config.yaml': configMap('search', 'one'),
      'apps/wishes/config.yaml': configMap('wishes', 'one'),
    }),
  });
});

async function statusOf(cluster: string): Promise<ClusterStatus | undefined> {
  return (await world().resource<Cluster>(`namespaces/nabe-system/clusters/${cluster}`))?.status;
}

function untilPhase(cluster: string, phase: ClusterStatus['phase'], deadlineMs?: number): Promise<ClusterStatus> {
  const what = `Cluster ${cluster} is ${phase}`;
  return world().until(
    what,
    async () => {
      const status = await statusOf(cluster);
      return status?.phase === phase && status;
    },
    deadlineMs,
  );
}

function untilHealthUnknown(name: string): Promise<Application> {
  return world().until(`the health of Application ${name} is Unknown`, async () => {
    const application = await red.application(name);
    return application?.status.health?.status === 'Unknown' && application;
  });
}

function path(name: string): string {
  return pathOf('configmaps', 'red', name);
}

async function valueOf(cluster: string, name: string): Promise<string | undefined> {
  return (await readObject(world(), cluster, path(name)))?.data?.['VALUE'];
}

describe('a spoke whose API server is killed', () => {
  it('is Unreachable within 15 s, and its Applications say so', async () => {
    await red.untilSynced(APPLICATIONS);

    await world().spoke('west').kill();

    const status = await untilPhase('west', 'Unreachable', UNREACHABLE_WITHIN_MS);
    const application = await untilHealthUnknown('cart-west');
    expect(application.status.health?.message).toBe(`Nothing is known about its objects: ${status.message}`);
    const shown = await world().nabe('app', 'get', 'cart-west');
    expect(shown.stdout).toContain(`Cluster west is Unreachable since ${status.since}`);
    expect(shown.stdout).toMatch(/Health: +Unknown \(Nothing is known about its objects: /);
    expect((await world().nabe('get', 'clusters')).stdout).toMatch(/west +Unreachable/);
  });

  it('does not keep a commit from the other spoke', async () => {
    const commit = await red.commit(
      { 'apps/cart/config.yaml': configMap('cart', 'two') },
      'Change the cart while west is away',
    );

    await world().until('the commit is on east', async () => (await valueOf('east', 'cart')) === 'two');
    await world().until('Application cart-east is synced', async () => {
      const { sync, health } = (await red.application('cart-east'))?.status ?? {};
      return sync?.status === 'Synced' && sync.commit === commit && health?.status === 'Healthy';
    });
    expect((await statusOf('east'))?.phase).toBe('Ready');
  });

  it('keeps an Application that git no longer wants until its objects can be deleted, and says so', async () => {
    await red.commit({ 'apps/wishes/config.yaml': null }, 'No more wishes');

    await world().until(
      'Application wishes-east is gone',
      async () => (await red.application('wishes-east')) === undefined,
    );
    expect(await readObject(world(), 'east', path('wishes'))).toBeUndefined();
    const waiting = await red.application('wishes-west');
    expect(waiting?.metadata.deletionTimestamp).toBeDefined();
    const shown = await world().nabe('app', 'get', 'wishes-west');
    expect(shown.stdout).toContain(`Being deleted since ${waiting?.metadata.deletionTimestamp}`);
    expect(shown.stdout).toContain('Cluster west is Unreachable');
  });

  it('is no secret to workers that start while it is away', async () => {
    const before = await statusOf('west');
    await Promise.all(world().workers.map((worker) => worker.stop('SIGTERM')));

    const worker = await world().startWorker();

    await world().until('the new worker observes west', async () => (await statusOf('west'))?.observer === worker.name);
    expect(await statusOf('west')).toMatchObject({ phase: 'Unreachable', since: before?.since });
    expect((await red.application('cart-west'))?.status.health?.status).toBe('Unknown');
  });

  it('catches up by itself when it is back, and what was changed there meanwhile is undone', async () => {
    await world().spoke('west').start();
    await editObject(world(), 'west', path('search'), { data: { VALUE: 'by hand' } });
    await deleteObject(world(), 'west', path('limits'));

    await untilPhase('west', 'Ready');

    await world().until('the commit is on west', async () => (await valueOf('west', 'cart')) === 'two');
    await world().until('the edit is undone', async () => (await valueOf('west', 'search')) === 'one');
    await world().until('the deleted object is back', async () => (await valueOf('west', 'limits')) === 'one');
    await red.untilSynced(LASTING);
    expect(await readObject(world(), 'west', path('wishes'))).toBeUndefined();
    expect((await world().nabe('app', 'get', 'cart-west')).stdout).toMatch(/Health: +Healthy/);
  });
});

describe('a spoke whose API server hangs', () => {
  it('is Unreachable within 15 s as well, and Ready when it answers again', async () => {
    const pid = world().spoke('west').pids.get('west-kube-apiserver') ?? Number.NaN;
    process.kill(pid, 'SIGSTOP');
    try {
      await untilPhase('west', 'Unreachable', UNREACHABLE_WITHIN_MS);
      await untilHealthUnknown('search-west');
    } finally {
      process.kill(pid, 'SIGCONT');
    }

    await untilPhase('west', 'Ready');
    await red.untilSynced(LASTING);
    expect((await world().nabe('get', 'clusters')).stdout).toMatch(/west +Ready/);
  });
});
