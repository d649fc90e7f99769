import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { listObjects, pathOf } from '../../world/objects.ts';
import type { World } from '../../world/world.ts';
import { describeTime } from '../figures.ts';
import type { Proof } from './proof.ts';

const RESOURCES = ['configmaps', 'deployments', 'services', 'serviceaccounts'];
const PLACES = [
  { cluster: 'prod-eu', namespace: 'media' },
  { cluster: 'prod-us', namespace: 'media' },
  { cluster: 'prod-eu', namespace: 'shop' },
  { cluster: 'prod-us', namespace: 'shop' },
  { cluster: 'staging', namespace: 'shop' },
];
const FILES = ['deployment.yaml', 'service.yaml', 'config.yaml'];

export const directoryPruned: Proof = {
  claim: 'what is removed from git is removed from the clusters, and nothing else',
  heading: 'A directory removed from git is pruned',
  async show(world, narrator) {
    const before = await objectsOnClusters(world);
    const expected = before.filter((object) => !isThumbnails(object));
    const files = FILES.map((file) => [`apps/thumbnails/${file}`, null] as const);
    const startedMs = performance.now();
    await world.commit('media', Object.fromEntries(files), 'Drop thumbnails: the player makes its own');
    narrator.step('pushed to media: apps/thumbnails removed');
    const isGone = async () => {
      const applications = (await world.applications()).map(({ metadata }) => metadata.name);
      return (
        !applications.some((name) => name.startsWith('thumbnails-')) &&
        !(await objectsOnClusters(world)).some(isThumbnails)
      );
    };
    const what = 'thumbnails is gone from git, hub and clusters';
    await waitUntil(isGone, { what, deadlineMs: 60_000, intervalMs: 100, explain: () => world.logs() });
    const goneMs = performance.now() - startedMs;
    const after = await objectsOnClusters(world);
    if (JSON.stringify(after) !== JSON.stringify(expected)) throw new Error('other objects were deleted or made anew');
    narrator.proved(
      `2 Applications and their ${before.length - expected.length} objects are gone ${describeTime(goneMs)} after the push; ` +
        `the other ${after.length} objects are the same as before`,
    );
  },
};

/** Every object of the tenants with its UID, sorted. */
async function objectsOnClusters(world: World): Promise<string[]> {
  const lists = await Promise.all(
    PLACES.flatMap(({ cluster, namespace }) =>
      RESOURCES.map(async (resource) => {
        const objects = await listObjects(world, cluster, pathOf(resource, namespace));
        return objects.map(({ metadata }) => `${cluster}/${namespace}/${resource}/${metadata.name} ${metadata.uid}`);
      }),
    ),
  );
  return lists.flat().toSorted();
}

function isThumbnails(object: string): boolean {
  return object.includes('/thumbnails ');
}
