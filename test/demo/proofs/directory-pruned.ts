import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { describeTime } from '../figures.ts';
import type { Proof } from './proof.ts';

const RESOURCES = ['configmaps', 'deployments', 'services', 'serviceaccounts'];
const CLUSTERS = ['prod-eu', 'prod-us'];

export const directoryPruned: Proof = {
  claim: 'what is removed from git is removed from the clusters',
  heading: 'A directory removed from git is pruned',
  async show(world, narrator) {
    const files = ['deployment.yaml', 'service.yaml', 'config.yaml'].map(
      (file) => [`apps/thumbnails/${file}`, null] as const,
    );
    const startedMs = performance.now();
    await world.commit('media', Object.fromEntries(files), 'Drop thumbnails: the player makes its own');
    narrator.step('pushed to media: apps/thumbnails removed');
    const paths = CLUSTERS.flatMap((cluster) =>
      RESOURCES.map((resource) => ({ cluster, path: pathOf(resource, 'media', 'thumbnails') })),
    );
    const isGone = async () => {
      const objects = await Promise.all(paths.map(({ cluster, path }) => readObject(world, cluster, path)));
      const applications = (await world.applications()).filter(({ metadata }) =>
        metadata.name.startsWith('thumbnails-'),
      );
      return objects.every((object) => object === undefined) && applications.length === 0;
    };
    await waitUntil(isGone, {
      what: 'thumbnails is gone from git, hub and clusters',
      deadlineMs: 60_000,
      intervalMs: 100,
      explain: () => world.logs(),
    });
    narrator.proved(
      `2 Applications and their ${paths.length} objects are gone ${describeTime(performance.now() - startedMs)} after the push; nothing else was deleted`,
    );
  },
};
