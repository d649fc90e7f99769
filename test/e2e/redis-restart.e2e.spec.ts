import { expect, it } from 'vitest';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { listObjects, pathOf } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTERS = ['east', 'west'];
const DIRECTORIES = Array.from({ length: 30 }, (_, index) => `app-${index + 10}`);
const APPLICATIONS = DIRECTORIES.flatMap((directory) => CLUSTERS.map((cluster) => `${directory}-${cluster}`));

let red: Team;
const world = storyWorld({ spokes: CLUSTERS.map((name) => ({ name, labels: {} })) }, async (started) => {
  await started.startHub();
  await started.startWorker({ NABE_SYNC_CONCURRENCY: '2' });
  await started.startWorker({ NABE_SYNC_CONCURRENCY: '2' });
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({ 'appsets/red.yaml': appSet({ name: 'red', repoURL: url, namespace: 'red' }), ...contents('1') }),
  });
  await red.untilSynced(APPLICATIONS);
});

function contents(value: string): Record<string, string> {
  return Object.fromEntries(
    DIRECTORIES.map((directory) => [`apps/${directory}/config.yaml`, configMap(directory, value)]),
  );
}

/** How many objects on all spokes have the value. */
async function countArrived(value: string): Promise<number> {
  const lists = await Promise.all(
    CLUSTERS.map((cluster) => listObjects(world(), cluster, pathOf('configmaps', 'red'))),
  );
  return lists.flat().filter(({ data }) => data?.['VALUE'] === value).length;
}

it('Redis that is killed in the middle of a burst of syncs and comes back empty loses none of them', async () => {
  const commit = await red.commit(contents('2'), 'Change everything');
  const explain = () => world().logs();
  await waitUntil(async () => (await countArrived('2')) > 0, {
    what: 'the first object arrives',
    deadlineMs: 30_000,
    intervalMs: 5,
    explain,
  });
  await world().fleet.redis.kill();
  const arrived = await countArrived('2');
  expect(arrived).toBeLessThan(APPLICATIONS.length);
  await world().fleet.redis.start();

  await waitUntil(async () => (await countArrived('2')) === APPLICATIONS.length, {
    what: 'every object arrives',
    deadlineMs: 60_000,
    explain,
  });
  await red.untilSynced(APPLICATIONS, commit);
});

it('Redis that is away while a commit is pushed holds it up and no longer', async () => {
  await world().fleet.redis.kill();
  const commit = await red.commit(contents('3'), 'Change everything again');
  const hasHubHeard = async () => {
    const repository = await world().resource<{ status: { refs: { commit: string }[] } }>(
      'namespaces/tenant-red/repositories/red',
    );
    return repository?.status.refs.some((ref) => ref.commit === commit);
  };
  await waitUntil(hasHubHeard, { what: 'the hub knows the commit', deadlineMs: 30_000, explain: () => world().logs() });
  expect(await countArrived('3')).toBe(0);
  await world().fleet.redis.start();

  await red.untilSynced(APPLICATIONS, commit);
  expect(await countArrived('3')).toBe(APPLICATIONS.length);
});
