import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { listObjects, pathOf, readObject } from '../../world/objects.ts';
import type { World } from '../../world/world.ts';
import { describeTimes } from '../figures.ts';
import type { Proof } from './proof.ts';

const COMMITS = 8;
const CLUSTERS = ['prod-eu', 'prod-us', 'staging'];
const DEADLINE_MS = 60_000;

export const commitArrives: Proof = {
  claim: 'a commit arrives on all its targets and nowhere else',
  heading: 'A push arrives everywhere it should, and nowhere else',
  async show(world, narrator) {
    const before = await everythingElse(world);
    const times: number[] = [];
    for (let number = 1; number <= COMMITS; number += 1) times.push(await pushAndWait(world, number));
    narrator.proved(
      `${COMMITS} commits to apps/search: from push to applied on ${CLUSTERS.join(', ')}: ${describeTimes(times)}`,
    );
    const after = await everythingElse(world);
    if (JSON.stringify(before) !== JSON.stringify(after))
      throw new Error('objects of other Applications were written too');
    narrator.proved(`none of the other ${before.length} ConfigMaps, and no Application but search-*, was written`);
  },
};

async function pushAndWait(world: World, number: number): Promise<number> {
  const startedMs = performance.now();
  const marker = `products-v5-${number}`;
  const text = `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: search\nautomountServiceAccountToken: false\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: search\ndata:\n  INDEX: "${marker}"\n`;
  await world.commit('shop', { 'apps/search/config.yaml': text }, `Search in index ${marker}`);
  const hasArrived = async () => {
    const seen = await Promise.all(
      CLUSTERS.map((cluster) => readObject(world, cluster, pathOf('configmaps', 'shop', 'search'))),
    );
    return seen.every((object) => object?.data?.['INDEX'] === marker);
  };
  await waitUntil(hasArrived, {
    what: `index ${marker} is on ${CLUSTERS.join(', ')}`,
    deadlineMs: DEADLINE_MS,
    intervalMs: 25,
    explain: () => world.logs(),
  });
  return performance.now() - startedMs;
}

/** Versions of everything that the commits do not concern. */
async function everythingElse(world: World): Promise<string[]> {
  const versions: string[] = [];
  for (const [cluster, namespace] of [
    ...CLUSTERS.map((name) => [name, 'shop']),
    ['prod-eu', 'media'],
    ['prod-us', 'media'],
  ] as const) {
    const objects = await listObjects(world, cluster ?? '', pathOf('configmaps', namespace ?? ''));
    versions.push(...objects.map(({ metadata }) => `${cluster}/${metadata.name}@${metadata.resourceVersion}`));
  }
  const applications = await world.applications();
  const synced = applications.map(({ metadata, status }) => `${metadata.name}@${status?.operation?.finishedAt}`);
  return [...versions, ...synced].filter((text) => !/(^|\/)search[@-]/.test(text)).toSorted();
}
