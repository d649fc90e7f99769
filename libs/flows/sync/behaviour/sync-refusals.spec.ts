import { beforeEach, describe, expect, it } from 'vitest';
import { buildCluster } from '#testing/control-plane/resource-builders.ts';
import { configMap, configMapKey, SyncWorld, WEB, type Manifests } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

const never = new AbortController().signal;
const one: Manifests = { a: configMap('a', { color: 'red' }) };

let world: SyncWorld;
const sync = () => syncApplication(WEB, world.ports, never);

beforeEach(() => {
  world = new SyncWorld();
});

interface Refusal {
  readonly name: string;
  readonly arrange: () => void;
  readonly phase: string;
  readonly reason: string;
  readonly summary: string;
}

const refusals: readonly Refusal[] = [
  {
    name: 'a namespace the tenant may not use',
    arrange: () => world.change({ spec: { destination: { name: 'prod-eu', namespace: 'blue-shop' } } }),
    phase: 'Stalled',
    reason: 'Refused',
    summary:
      'Application web of tenant red may not deploy to namespace blue-shop on cluster prod-eu: no destination of Tenant red allows it; ' +
      'the platform team can add one. Nabe tries again as soon as this changes.',
  },
  {
    name: 'an object in a namespace the tenant may not use',
    arrange: () => world.push({ a: configMap('a', {}, { namespace: 'blue-shop' }) }),
    phase: 'Stalled',
    reason: 'Refused',
    summary:
      'ConfigMap blue-shop/a of tenant red is refused on cluster prod-eu: no destination of Tenant red allows namespace blue-shop; ' +
      'the platform team can add one. Nabe tries again as soon as this changes.',
  },
  {
    name: 'a cluster nobody registered',
    arrange: () => world.change({ spec: { destination: { name: 'prod-us', namespace: 'shop' } } }),
    phase: 'Stalled',
    reason: 'Refused',
    summary:
      'Application web of tenant red: no cluster prod-us is registered; correct spec.destination or ask the platform team to register it. ' +
      'Nabe tries again as soon as this changes.',
  },
  {
    name: 'a namespace without a Tenant',
    arrange: () => world.controlPlane.views.Tenant.remove({ namespace: '', name: 'red' }),
    phase: 'Stalled',
    reason: 'TenantMissing',
    summary:
      'Application web: there is no Tenant red. The platform team has to register it. Nabe tries again as soon as this changes.',
  },
  {
    name: 'a repository nobody registered',
    arrange: () => world.controlPlane.views.Repository.remove({ namespace: 'tenant-red', name: 'apps' }),
    phase: 'Stalled',
    reason: 'RepositoryMissing',
    summary:
      'Repository https://git.example/red/apps.git is not registered for tenant red: create a Repository object with this url in ' +
      'namespace tenant-red. Nabe tries again as soon as this changes.',
  },
  {
    name: 'a chart of a git repository',
    arrange: () =>
      world.change({
        spec: { source: undefined, sources: [{ repoURL: 'https://git.example/red/apps.git', chart: 'redis' }] },
      }),
    phase: 'Stalled',
    reason: 'RepositoryMismatch',
    summary:
      'Chart redis cannot come from https://git.example/red/apps.git, which is registered as a git repository: set type of its ' +
      'Repository to helm or oci, or name a path. Nabe tries again as soon as this changes.',
  },
  {
    name: 'manifests that are wrong',
    arrange: () => world.push({ a: { metadata: { name: 'a' } } }),
    phase: 'Stalled',
    reason: 'InvalidManifests',
    summary:
      'Not synced: web/a.json:1: the document has no kind. Correct it in git. Nabe tries again as soon as this changes.',
  },
  {
    name: 'a sync wave that is no number',
    arrange: () => world.push({ a: configMap('a', {}, { annotations: { 'argocd.argoproj.io/sync-wave': 'soon' } }) }),
    phase: 'Stalled',
    reason: 'InvalidManifests',
    summary: expect.stringContaining('web/a.json:1'),
  },
  {
    name: 'an Application whose automatic sync is off',
    arrange: () => world.change({ spec: { syncPolicy: {} } }),
    phase: 'Stalled',
    reason: 'AutomatedSyncOff',
    summary: expect.stringContaining('automatic sync is off'),
  },
  {
    name: 'a cluster that answers with another identity',
    arrange: () =>
      world.controlPlane.views.Cluster.put(buildCluster('prod-eu', { status: { phase: 'IdentityChanged' } })),
    phase: 'Stalled',
    reason: 'ClusterIdentityChanged',
    summary:
      'Cluster prod-eu answers with another identity than the one registered: nothing is applied to it. The platform team has to ' +
      'register it anew. Nabe tries again as soon as this changes.',
  },
  {
    name: 'an object of another Application',
    arrange: () => {
      const entry = { ...configMapKey('a'), version: 'v1', uid: 'uid-other' };
      world.claims.set('tenant-red/api', 'prod-eu', [entry]);
    },
    phase: 'Failed',
    reason: 'OwnedByAnother',
    summary:
      'Not applied on cluster prod-eu, because another Application owns it: ConfigMap shop/a of Application tenant-red/api. ' +
      'Remove it from one of the two in git. Nabe tries again every few minutes.',
  },
];

describe('syncApplication refuses', () => {
  it.each(refusals)('$name, before any request to the spoke', async ({ arrange, phase, reason, summary }) => {
    world.push(one);
    arrange();

    await sync();

    const { status } = world.application;
    expect([status.operation?.phase, status.operation?.reason, status.summary]).toEqual([phase, reason, summary]);
    expect(status.operation?.message).toBe(status.summary);
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.inventory).toEqual([]);
  });

  it('writes the same refusal once, however often it is asked', async () => {
    world.push({ a: configMap('a', {}, { namespace: 'blue-shop' }) });
    await sync();
    world.controlPlane.takeWrites();
    world.clock.nowMs += 60_000;

    await sync();

    expect(world.controlPlane.takeWrites()).toEqual([]);
  });

  it('keeps what was synced before, when a later commit is wrong', async () => {
    world.push(one);
    await sync();
    world.spoke.takeRequests();
    const commit = world.application.status.sync?.commit;
    world.push({ a: { metadata: { name: 'a' } } });

    expect(await sync()).toMatchObject({ outcome: 'stalled', reason: 'InvalidManifests' });
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.inventory).toEqual(['ConfigMap a']);
    expect(world.application.status.sync).toEqual({ status: 'OutOfSync', commit });
  });

  it('leaves the dots of paths in a message alone', async () => {
    world.push(one);
    world.renderer.failure = { kind: 'invalid', message: 'web/link: leads to ../../secrets.' };

    await sync();

    expect(world.application.status.summary).toBe(
      'Not synced: web/link: leads to ../../secrets. Correct it in git. Nabe tries again as soon as this changes.',
    );
  });
});
