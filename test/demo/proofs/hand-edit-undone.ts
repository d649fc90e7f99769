import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { deleteObject, editObject, pathOf, readObject, type LiveObject } from '../../world/objects.ts';
import type { World } from '../../world/world.ts';
import { describeTimes } from '../figures.ts';
import type { Proof } from './proof.ts';

const EDITS = 20;
const DEADLINE_MS = 30_000;

/** One way in which people change things by hand, and how to see that it is undone. */
interface Edit {
  readonly resource: string;
  make(world: World, cluster: string, path: string): Promise<void>;
  isUndone(live: LiveObject | undefined, before: LiveObject): boolean;
}

const edits: readonly Edit[] = [
  {
    resource: 'configmaps',
    make: (world, cluster, path) => editObject(world, cluster, path, { data: { CURRENCY: 'USD', CHUNK_SIZE: '1Mi' } }),
    isUndone: (live) => live?.data?.['CURRENCY'] === 'EUR' || live?.data?.['CHUNK_SIZE'] === '8Mi',
  },
  {
    resource: 'deployments',
    make: (world, cluster, path) => editObject(world, cluster, path, { spec: { replicas: 0 } }),
    isUndone: (live) => live?.spec?.replicas === 2,
  },
  {
    resource: 'services',
    make: (world, cluster, path) => deleteObject(world, cluster, path),
    isUndone: (live, before) => live !== undefined && live.metadata.uid !== before.metadata.uid,
  },
  {
    resource: 'serviceaccounts',
    make: (world, cluster, path) =>
      editObject(world, cluster, path, { metadata: { labels: { 'nabe.dev/application': null } } }),
    isUndone: (live) => live?.metadata.labels?.['nabe.dev/application'] !== undefined,
  },
];

const places = [
  { cluster: 'prod-eu', namespace: 'shop', name: 'cart' },
  { cluster: 'prod-us', namespace: 'media', name: 'ingest' },
  { cluster: 'staging', namespace: 'shop', name: 'cart' },
  { cluster: 'prod-us', namespace: 'shop', name: 'cart' },
  { cluster: 'prod-eu', namespace: 'media', name: 'ingest' },
];

export const handEditUndone: Proof = {
  claim: 'a change by hand is undone',
  heading: 'A change by hand on a cluster is undone',
  async show(world, narrator) {
    const times: number[] = [];
    for (let number = 0; number < EDITS; number += 1) times.push(await editAndWait(world, number));
    narrator.proved(
      `${EDITS} times a value changed, a Deployment scaled, a Service deleted, our label removed; undone: ${describeTimes(times)}`,
    );
  },
};

async function editAndWait(world: World, number: number): Promise<number> {
  const edit = edits[number % edits.length];
  const place = places[number % places.length];
  if (edit === undefined || place === undefined) throw new Error('no such edit');
  const path = pathOf(edit.resource, place.namespace, place.name);
  const before = await readObject(world, place.cluster, path);
  if (before === undefined) throw new Error(`${path} is not on ${place.cluster}`);
  await edit.make(world, place.cluster, path);
  const startedMs = performance.now();
  const isUndone = async () => edit.isUndone(await readObject(world, place.cluster, path), before);
  await waitUntil(isUndone, {
    what: `${path} on ${place.cluster} is as git says`,
    deadlineMs: DEADLINE_MS,
    intervalMs: 5,
    explain: () => world.logs(),
  });
  return performance.now() - startedMs;
}
