import { beforeEach, describe, expect, it } from 'vitest';
import { FakePackages } from '#testing/packages/fake-packages.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { REPOSITORY_URL, SyncWorld } from '#testing/worlds/sync-world.ts';
import { RepositorySources } from '../../sources/repository-sources.ts';
import { assessInputs, type SyncableInputs } from '../inputs/assess-inputs.ts';

const url = 'oci://registry.example/charts';
const never = new AbortController().signal;
let world: SyncWorld;
let packages: FakePackages;

beforeEach(() => {
  world = new SyncWorld();
  packages = new FakePackages();
  const destinations = [{ cluster: '*', namespaces: ['shop'] }];
  const sourceRepos = ['https://git.example/red/*', 'oci://registry.example/*'];
  world.controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceRepos, destinations } }));
});

/** Lets the Repository's status say what is there. */
function resolve(refs: readonly object[], name = 'charts'): void {
  const spec = { url, type: 'oci' };
  world.controlPlane.views.Repository.put(buildRepository('red', name, { spec, status: { refs } }));
}

function publish(version: string, templates: Readonly<Record<string, string>> = {}): object {
  const files = { 'Chart.yaml': `name: web\nversion: ${version}\n`, ...templates };
  return { commit: packages.publish(url, 'web', version, files), version };
}

function assess() {
  const git = new RepositorySources(world.git, packages);
  return assessInputs(world.application, { ...world.ports, git }, never);
}

async function syncable(): Promise<SyncableInputs> {
  const inputs = await assess();
  if (inputs.kind === 'blocked') throw new Error(inputs.blocker.message);
  return inputs;
}

describe('assessInputs of a chart', () => {
  const web = { chart: 'web', targetRevision: '^1' };

  it('follows the range, names the version, and finds the registry also without its scheme', async () => {
    resolve([{ revision: 'web@^1', ...publish('1.1.0') }]);
    world.change({ spec: { source: { ...web, repoURL: 'registry.example/charts' } } });

    const { commit, followed, sources } = await syncable();
    expect(commit).toBe('1.1.0');
    expect(followed.map(({ revision }) => revision)).toEqual(['web@^1']);
    expect(sources[0]?.repository).toMatchObject({ url, package: { chart: 'web', version: '1.1.0' } });
  });

  it('needs a sync for other content of the chart, or other values, and for nothing else', async () => {
    world.change({ spec: { source: { ...web, repoURL: url } } });
    resolve([{ revision: 'web@^1', ...publish('1.1.0') }]);
    const { digest } = await syncable();
    resolve([
      { revision: 'web@^1', ...publish('1.1.0') },
      { revision: 'web@^2', ...publish('2.0.0') },
    ]);
    expect((await syncable()).digest).toBe(digest);
    resolve([{ revision: 'web@^1', ...publish('1.1.0', { 'templates/a.yaml': 'a' }) }]);
    const changed = (await syncable()).digest;
    world.change({ spec: { source: { ...web, repoURL: url, helm: { values: 'a: 1' } } } });
    const valued = (await syncable()).digest;
    expect(new Set([digest, changed, valued]).size).toBe(3);
  });

  it('takes values from git', async () => {
    resolve([{ revision: 'web@^1', ...publish('1.1.0') }]);
    const commit = world.git.push(REPOSITORY_URL, { 'values/eu.yaml': 'replicas: 2' });
    world.controlPlane.views.Repository.put(
      buildRepository('red', 'apps', { status: { refs: [{ revision: 'main', commit }] } }),
    );
    const helm = { valueFiles: ['$values/values/eu.yaml'] };
    const values = { repoURL: REPOSITORY_URL, targetRevision: 'main', ref: 'values' };
    world.change({ spec: { source: undefined, sources: [{ ...web, repoURL: url, helm }, values] } });

    const { commit: shown, sources } = await syncable();
    expect(shown).toBe('1.1.0');
    expect(sources.map(({ isRendered }) => isRendered)).toEqual([true, false]);
  });

  it.each([
    {
      name: 'waits for a version that nobody has looked up',
      source: { ...web, repoURL: url },
      reason: 'RevisionUnresolved',
      message: `Revision web@^1 of ${url} is being resolved.`,
    },
    {
      name: 'refuses a registry that sourceRepos does not allow',
      source: { ...web, repoURL: 'oci://elsewhere.example/charts' },
      reason: 'Refused',
      message: expect.stringContaining('may not deploy from oci://elsewhere.example/charts'),
    },
  ])('$name', async ({ source, reason, message }) => {
    resolve([]);
    world.change({ spec: { source } });

    expect(await assess()).toMatchObject({ kind: 'blocked', blocker: { reason, message } });
  });

  it('stays as it was synced while the registry is away', async () => {
    resolve([{ revision: 'web@^1', ...publish('1.1.0') }]);
    world.change({ spec: { source: { ...web, repoURL: url } } });
    packages.script.failOn('fetch', { kind: 'unreachable', message: 'no answer' });

    expect(await assess()).toMatchObject({
      kind: 'blocked',
      commit: '1.1.0',
      blocker: { reason: 'RepositoryUnreachable', retry: 'soon' },
    });
  });
});

describe('assessInputs of an artifact', () => {
  it('reads it like the tree of a commit, and names its digest', async () => {
    const commit = packages.publish(url, undefined, 'latest', { 'web/a.yaml': 'a' });
    resolve([{ revision: 'latest', commit, version: 'latest' }]);
    world.change({ spec: { source: { repoURL: url, path: 'web' } } });

    const inputs = await syncable();
    expect([inputs.commit, inputs.sources[0]?.repository.package]).toEqual([
      commit,
      { chart: undefined, version: 'latest', digest: commit },
    ]);
  });
});

describe('assessInputs of a chart in git that depends on others', () => {
  beforeEach(() => {
    const chart = `name: shop\nversion: 1.0.0\ndependencies:\n- {name: web, version: ^1, repository: "${url}"}\n`;
    const commit = world.git.push(REPOSITORY_URL, { 'web/Chart.yaml': chart });
    const status = { refs: [{ revision: 'main', commit }] };
    world.controlPlane.views.Repository.put(buildRepository('red', 'apps', { status }));
  });

  it('follows them, also before they are looked up', async () => {
    resolve([]);

    const inputs = await assess();
    expect(inputs).toMatchObject({ kind: 'blocked', blocker: { reason: 'RevisionUnresolved' } });
    expect(inputs.followed.map(({ revision }) => revision)).toEqual(['main', 'web@^1']);
  });

  it('needs a sync when a range takes a newer one', async () => {
    resolve([{ revision: 'web@^1', ...publish('1.0.0') }]);
    const { digest, charts } = await syncable();
    expect([...charts.values()].map((address) => address.package?.version)).toEqual(['1.0.0']);
    resolve([{ revision: 'web@^1', ...publish('1.1.0') }]);
    expect((await syncable()).digest).not.toBe(digest);
  });

  it('says which one the tenant cannot have', async () => {
    expect(await assess()).toMatchObject({
      blocker: {
        reason: 'InvalidManifests',
        message: expect.stringContaining(
          `the chart depends on web: Repository ${url} is not registered for tenant red: create a Repository`,
        ),
      },
    });
  });
});
