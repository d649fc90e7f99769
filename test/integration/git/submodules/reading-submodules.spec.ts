import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import { RepositoryCredentials } from '#flows/repositories/repository-credentials.ts';
import { findSubmodules } from '#flows/sources/find-submodules.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import type { LocalRepository } from '../../../fleet/git/local-git.ts';
import { memorySource, RenderingRoom, requestFor } from '../../rendering-room.ts';
import { GitRoom } from '../git-room.ts';

let room: GitRoom;
let rendering: RenderingRoom;
let git: MirrorGitSource;
let base: LocalRepository;
let baseCommit: string;
const controlPlane = new FakeControlPlane();
const credentials = new RepositoryCredentials(controlPlane);
const signal = new AbortController().signal;
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

beforeAll(async () => {
  room = await GitRoom.open();
  rendering = new RenderingRoom();
  git = await room.source('submodules');
  base = await room.server.createRepository('base');
  register(base, 'base');
  baseCommit = await commit(base, {
    'web/a.yaml': configMap('a'),
    'built/kustomization.yaml': 'resources: [a.yaml]\n',
    'built/a.yaml': configMap('a'),
  });
});
afterAll(async () => {
  await rendering.close();
  await room.close();
});

/** Makes the repository one of tenant red's, with its own user and password. */
function register({ url, username, password }: LocalRepository, name: string, spec: object = {}, tenant = 'red') {
  controlPlane.secrets.set(`tenant-${tenant}/${name}`, { username, password });
  const credentialsRef = { name };
  controlPlane.views.Repository.put(buildRepository(tenant, name, { spec: { url, credentialsRef, ...spec } }));
}

/** Commits files and links to commits of other repositories, by path. */
async function commit(
  repository: LocalRepository,
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): Promise<string> {
  const name = repository.url.replace(/^.*\/(.*)\.git$/, '$1');
  await room.server.commit(name, { files, message: 'Files' });
  const lines = (await room.onServer(repository, ['ls-tree', 'main'])).split('\n');
  return room.commitTree(repository, [
    ...lines,
    ...Object.entries(links).map(([path, id]) => `160000 commit ${id}\t${path}`),
  ]);
}

const gitmodules = (path: string, url: string) => `[submodule "${path}"]\n\tpath = ${path}\n\turl = ${url}\n`;

interface Asked {
  readonly name: string;
  readonly links: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly source?: Partial<ApplicationSource>;
  readonly submodules?: boolean;
  readonly sourceRepos?: readonly string[];
}

/** Renders a new repository of tenant red: names of the manifests with their files, or why there are none. */
async function render({ name, links, files, source = {}, submodules = true, sourceRepos = ['**'] }: Asked) {
  const created = await room.server.createRepository(name);
  register(created, name, { submodules });
  const repository = controlPlane.views.Repository.get({ namespace: 'tenant-red', name });
  if (repository === undefined) throw new Error('it was not registered');
  const address = await credentials.addressOf(repository);
  if (!address.ok) throw new Error(address.failure);
  const id = await commit(created, files, links);
  const tenant = buildTenant('red', { spec: { sourceRepos } });
  const root = { repository, address: address.value, commit: id };
  const found = await findSubmodules(root, tenant, { controlPlane, git, credentials }, signal);
  if (!found.ok) return found.failure;
  const asked = { ...memorySource(id, source), repository: address.value, submodules: found.value };
  const rendered = await rendering.renderer(git).render(requestFor([asked]));
  if (!rendered.ok) return rendered.failure.message;
  return rendered.value.manifests.map(({ file, manifest }) => `${file}: ${manifest.metadata.name}`);
}

const recurse = { directory: { recurse: true } };

describe('submodules', () => {
  it.each<{ name: string; source: Partial<ApplicationSource>; objects: string[] }>([
    { name: 'read-below', source: recurse, objects: ['b.yaml: b', 'vendor/built/a.yaml: a', 'vendor/web/a.yaml: a'] },
    { name: 'read-inside', source: { path: 'vendor/web', directory: {} }, objects: ['vendor/web/a.yaml: a'] },
    { name: 'built', source: { path: 'over' }, objects: ['over (kustomize build): x-a'] },
  ])(
    'are read where a checkout has them, with the credentials of their own Repository: $name',
    async ({ name, source, objects }) => {
      const files = {
        '.gitmodules': gitmodules('vendor', '../base.git'),
        'b.yaml': configMap('b'),
        'over/kustomization.yaml': 'resources: [../vendor/built]\nnamePrefix: x-\n',
      };
      const only =
        source === recurse ? { ...source, directory: { recurse: true, exclude: '*kustomization*' } } : source;
      expect(await render({ name, links: { vendor: baseCommit }, files, source: only })).toEqual(objects);
    },
  );

  it('of submodules are read too', async () => {
    const middle = await room.server.createRepository('middle');
    register(middle, 'middle');
    const files = { '.gitmodules': gitmodules('deep', base.url) };
    const middleCommit = await commit(middle, files, { deep: baseCommit });
    const top = { '.gitmodules': gitmodules('lib', '../middle') };
    const source = { path: 'lib/deep/web', directory: {} };
    expect(await render({ name: 'nested', links: { lib: middleCommit }, files: top, source })).toEqual([
      'lib/deep/web/a.yaml: a',
    ]);
  });

  it('stay empty without being asked for, and whoever reads one hears of it', async () => {
    const asked = {
      links: { vendor: baseCommit },
      files: { '.gitmodules': gitmodules('vendor', '../base.git'), 'b.yaml': configMap('b') },
      submodules: false,
    };
    expect(await render({ ...asked, name: 'closed', source: recurse })).toEqual(['b.yaml: b']);
    expect(await render({ ...asked, name: 'closed-inside', source: { path: 'vendor/web' } })).toBe(
      'source.path "vendor/web" lies in the submodule "vendor", which is not fetched: set spec.submodules of its Repository (for nabe render: --submodules)',
    );
  });

  it.each([
    { name: 'local-path', url: '/etc', why: 'is not fetched over https, http or ssh' },
    { name: 'local-file', url: 'file:///etc', why: 'is not fetched over https, http or ssh' },
    { name: 'other-scheme', url: 'ext::sh -c id', why: 'is not fetched over https, http or ssh' },
    { name: 'climbing', url: '../../../etc', why: 'climbs out of the address of its repository' },
    {
      name: 'unknown-host',
      url: 'https://evil.example/x.git',
      why: 'is not fetched: Repository https://evil.example/x.git is not registered for tenant red',
    },
    { name: 'of-another-tenant', url: '../foreign.git', why: 'foreign.git is not registered for tenant red' },
    {
      name: 'not-permitted',
      url: '../base.git',
      sourceRepos: ['!**/base', '**'],
      why: 'is not fetched: no entry of sourceRepos of Tenant red allows',
    },
    { name: 'without-entry', url: '../base.git', path: 'else', why: 'has no path and url in .gitmodules' },
  ])('are refused with a sentence: $name', async ({ name, url, why, path = 'vendor', sourceRepos }) => {
    register({ ...base, url: base.url.replace('base', 'foreign') }, 'foreign', {}, 'blue');
    const asked = {
      links: { vendor: baseCommit },
      files: { '.gitmodules': gitmodules(path, url), 'b.yaml': configMap('b') },
    };
    const rules = sourceRepos === undefined ? {} : { sourceRepos };
    const refusal = await render({ ...asked, ...rules, name, source: recurse });
    expect(refusal).toEqual(expect.stringMatching(/^the submodule "vendor" /));
    expect(refusal).toContain(why);
    expect(await render({ ...asked, ...rules, name: `${name}-beside`, source: { path: '.', directory: {} } })).toEqual([
      'b.yaml: b',
    ]);
  });

  it('that are gone fail as their repository does', async () => {
    const files = { '.gitmodules': gitmodules('vendor', '../base.git') };
    const links = { vendor: '0123456789abcdef0123456789abcdef01234567' };
    expect(await render({ name: 'gone', links, files, source: recurse })).toMatchObject({ kind: 'not-found' });
  });
});
