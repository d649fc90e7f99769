import { beforeEach, describe, expect, it } from 'vitest';
import type { RepositorySpec } from '#core/resources/repository.ts';
import { buildCluster, buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { configMap, REPOSITORY_URL, SyncWorld } from '#testing/worlds/sync-world.ts';
import { assessInputs } from './assess-inputs.ts';

const never = new AbortController().signal;
const one = { a: configMap('a') };
let world: SyncWorld;
function changeRepository(spec: Partial<RepositorySpec>): void {
  const repository = world.controlPlane.views.Repository.get({ namespace: 'tenant-red', name: 'apps' });
  const { status } = repository ?? {};
  const metadata = { generation: 2 };
  world.controlPlane.views.Repository.put(
    buildRepository('red', 'apps', { metadata, spec, ...(status && { status }) }),
  );
}
const assess = () => assessInputs(world.application, world.ports, never);

beforeEach(() => {
  world = new SyncWorld();
  world.push(one);
});

describe('assessInputs', () => {
  it('answers target, commit and repository, and fetches the commit once', async () => {
    const inputs = await assess();
    await assess();

    expect(inputs).toMatchObject({
      kind: 'syncable',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      sources: [{ repository: { url: REPOSITORY_URL } }],
    });
    expect(world.git.requests).toEqual([`fetch ${REPOSITORY_URL}`]);
  });

  const rules = {
    sourceRepos: ['https://git.example/red/*'],
    destinations: [{ cluster: '*', namespaces: ['shop'] }],
    clusterResources: { allow: [{ group: '*', kind: '*' }] },
  };

  it.each<{ name: string; change: () => void; isSame: boolean }>([
    {
      name: 'the files of its directory',
      change: () => world.push({ a: configMap('a', { color: 'red' }) }),
      isSame: false,
    },
    {
      name: 'its destination',
      change: () => world.change({ spec: { destination: { name: 'prod-eu', namespace: '' } } }),
      isSame: false,
    },
    {
      name: "the tenant's rules",
      change: () =>
        world.controlPlane.views.Tenant.put(buildTenant('red', { spec: { ...rules, clusterResources: {} } })),
      isSame: false,
    },
    {
      name: "the tenant's quota only",
      change: () =>
        world.controlPlane.views.Tenant.put(buildTenant('red', { spec: { ...rules, quota: { weight: 9 } } })),
      isSame: true,
    },
    { name: 'whether Git LFS is read', change: () => changeRepository({ lfs: true }), isSame: false },
    { name: 'how often its Repository is read', change: () => changeRepository({ interval: '5m' }), isSame: true },
    { name: 'its labels only', change: () => world.change({ metadata: { labels: { team: 'shop' } } }), isSame: true },
    {
      name: "the cluster's status only",
      change: () => world.controlPlane.views.Cluster.put(buildCluster('prod-eu', { status: { phase: 'Unreachable' } })),
      isSame: true,
    },
  ])('tells by the digest whether the outcome can differ, after a change of $name', async ({ change, isSame }) => {
    const before = await assess();
    change();
    const after = await assess();

    expect(after.kind).toBe('syncable');
    expect(after.digest === before.digest).toBe(isSame);
  });

  it('gives the same digest for the same obstacle', async () => {
    world.controlPlane.views.Repository.remove({ namespace: 'tenant-red', name: 'apps' });

    expect(await assess()).toEqual(await assess());
  });

  it('prefers a Repository that was read past the view', async () => {
    const fresh = world.controlPlane.views.Repository.list()[0];
    world.controlPlane.views.Repository.put(buildRepository('red', 'apps'));

    expect(await assessInputs(world.application, world.ports, never, fresh === undefined ? [] : [fresh])).toMatchObject(
      { kind: 'syncable' },
    );
    expect(await assess()).toMatchObject({ kind: 'blocked', blocker: { reason: 'RevisionUnresolved' } });
  });

  it('reads the credentials again after the server refused them', async () => {
    const { refs } = world.controlPlane.views.Repository.list()[0]?.status ?? {};
    world.controlPlane.views.Repository.put(
      buildRepository('red', 'apps', { spec: { credentialsRef: { name: 'git' } }, status: { refs } }),
    );
    world.controlPlane.secrets.set('tenant-red/git', { username: 'red', password: 'old' });
    world.git.script.failOn('fetch', { kind: 'unauthorized', message: 'The password is not valid.' }, 1);

    expect(await assess()).toMatchObject({ blocker: { reason: 'RepositoryUnauthorized', retry: 'slowly' } });
    world.controlPlane.secrets.set('tenant-red/git', { username: 'red', password: 'new' });
    expect(await assess()).toMatchObject({
      kind: 'syncable',
      sources: [{ repository: { credentials: { password: 'new' } } }],
    });
  });

  it('says which Secret is missing', async () => {
    const { refs } = world.controlPlane.views.Repository.list()[0]?.status ?? {};
    world.controlPlane.views.Repository.put(
      buildRepository('red', 'apps', { spec: { credentialsRef: { name: 'git' } }, status: { refs } }),
    );

    expect(await assess()).toMatchObject({
      blocker: {
        reason: 'CredentialsMissing',
        message: 'Secret tenant-red/git, which Repository apps names for its credentials, does not exist: create it.',
      },
    });
  });
});
