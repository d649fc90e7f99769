import { describe, expect, it } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import { listObjects, pathOf } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const OBJECTS = 200;
const ALL = Array.from({ length: OBJECTS }, (_, index) => `entry-${String(index).padStart(3, '0')}`);
const FIRST = 'apps/first/entries.yaml';
const SECOND = 'apps/second/entries.yaml';

let red: Team;
const world = storyWorld({ spokes: [{ name: 'prod', labels: {} }] }, async (started) => {
  // One request after the other: enough time to hit a worker in the middle of its work.
  const limits = { requestsInFlight: 1, concurrentSyncs: 16 };
  const cluster = {
    apiVersion: 'nabe.dev/v1alpha1',
    kind: 'Cluster',
    metadata: { namespace: 'nabe-system', name: 'prod' },
  };
  await started.put('/apis/nabe.dev/v1alpha1/namespaces/nabe-system/clusters/prod', { ...cluster, spec: { limits } });
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/shop.yaml': appSet({ name: 'shop', repoURL: url, namespace: 'red' }),
      'README.md': 'Entries to come.\n',
    }),
  });
});

function entries(prefix: string, value = 'one'): string {
  return ALL.map((name) => configMap(`${prefix}-${name}`, value)).join('---\n');
}

/** UIDs on the spoke by name. */
async function uidsOnSpoke(prefix: string): Promise<Map<string, string>> {
  const objects = await listObjects(world(), 'prod', pathOf('configmaps', 'red'));
  return new Map(
    objects
      .filter(({ metadata }) => metadata.name.startsWith(prefix))
      .map(({ metadata }) => [metadata.name, metadata.uid]),
  );
}

/** UIDs in the inventory by name. */
function inventoryOf({ status }: Application): Map<string, string | undefined> {
  return new Map((status.inventory ?? []).map(({ id, uid }) => [id.slice(id.lastIndexOf('/') + 1), uid]));
}

async function readApplication(name: string): Promise<Application> {
  const application = await red.application(name);
  if (application === undefined) throw new Error(`Application ${name} is not there`);
  return application;
}

/** How many objects have this value. */
async function countOf(prefix: string, value: string): Promise<number> {
  const objects = await listObjects(world(), 'prod', pathOf('configmaps', 'red'));
  return objects.filter(({ metadata, data }) => metadata.name.startsWith(prefix) && data?.['VALUE'] === value).length;
}

/** Kills every worker once some objects, but not all, are on the spoke with this value; answers how many are afterwards. */
async function killInTheMiddle(prefix: string, value = 'one'): Promise<number> {
  await world().until(`some of the objects ${prefix} are ${value}, and some are not`, async () => {
    const count = await countOf(prefix, value);
    return count > 0 && count < OBJECTS;
  });
  await Promise.all(world().workers.map((worker) => worker.stop('SIGKILL')));
  return countOf(prefix, value);
}

/** Neither none of the objects nor all: the worker was hit while it worked. */
function expectMiddle(count: number): void {
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(OBJECTS);
}

describe('a worker killed in the middle of a first sync', () => {
  it('leaves no object that the inventory does not hold', async () => {
    await red.commit({ [FIRST]: entries('first') }, 'Add the first entries');

    expectMiddle(await killInTheMiddle('first'));

    const inventory = inventoryOf(await readApplication('first-prod'));
    const unknown = [...(await uidsOnSpoke('first')).keys()].filter((name) => !inventory.has(name));
    expect(unknown).toEqual([]);
  });

  it('is replaced by another one, which ends the work', async () => {
    await world().startWorker();

    await red.untilSynced(['first-prod']);

    const onSpoke = await uidsOnSpoke('first');
    expect([...onSpoke.keys()]).toEqual(ALL.map((name) => `first-${name}`));
    expect(inventoryOf(await readApplication('first-prod'))).toEqual(onSpoke);
  });
});

describe('a worker killed in the middle of a change', () => {
  it('is replaced by another one, which changes the others too, and every object is still the same one', async () => {
    const before = await uidsOnSpoke('first');
    const commit = await red.commit({ [FIRST]: entries('first', 'two') }, 'Change every entry');

    expectMiddle(await killInTheMiddle('first', 'two'));
    await world().startWorker();

    await world().until('every object is changed', async () => (await countOf('first', 'two')) === OBJECTS);
    await red.untilSynced(['first-prod'], commit);
    expect(await uidsOnSpoke('first')).toEqual(before);
    expect(inventoryOf(await readApplication('first-prod'))).toEqual(before);
  });
});

describe('a worker killed in the middle of a prune', () => {
  it('is replaced by another one, which leaves no object behind', async () => {
    await red.commit({ [FIRST]: null }, 'Drop the first entries');

    expectMiddle(await killInTheMiddle('first', 'two'));

    expect((await readApplication('first-prod')).metadata.deletionTimestamp).toBeDefined();
    await world().startWorker();
    await world().until(
      'Application first-prod is gone',
      async () => (await red.application('first-prod')) === undefined,
    );
    expect((await uidsOnSpoke('first')).size).toBe(0);
  });
});

describe('a directory that goes while its first sync lies half done', () => {
  it('leaves no object behind either', async () => {
    await red.commit({ [SECOND]: entries('second') }, 'Add the second entries');
    expectMiddle(await killInTheMiddle('second'));

    await red.commit({ [SECOND]: null }, 'Drop the second entries');
    await world().until(
      'Application second-prod is to be deleted',
      async () => (await readApplication('second-prod')).metadata.deletionTimestamp !== undefined,
    );
    await world().startWorker();

    await world().until(
      'Application second-prod is gone',
      async () => (await red.application('second-prod')) === undefined,
    );
    expect((await uidsOnSpoke('second')).size).toBe(0);
  });
});
