import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitSource, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { RenderSource } from '#flows/ports/sources/renderer.port.ts';
import { memorySource, RenderingRoom, requestFor } from '../../rendering-room.ts';
import { addressOf, GitRoom } from '../git-room.ts';
import { createLfsRepository, type LfsRepository } from './lfs-room.ts';

let room: GitRoom;
let rendering: RenderingRoom;
let apps: LfsRepository;
let commit: string;

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
const template =
  '{{- range $name := .Values.names }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ $name }}"}\n{{- end }}\n';

beforeAll(async () => {
  room = await GitRoom.open();
  rendering = new RenderingRoom();
  apps = await createLfsRepository(room, 'apps');
  const { shelf } = apps;
  const files = {
    'plain/a.yaml': shelf.put(configMap('large')),
    'plain/b.yaml': configMap('small'),
    'built/kustomization.yaml': shelf.put('resources: [a.yaml]\nnamePrefix: x-\n'),
    'built/a.yaml': shelf.put(configMap('large')),
    'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'chart/templates/all.yaml': template,
    'values/large.yaml': shelf.put('names: [from-lfs]\n'),
  };
  commit = await room.server.commit('apps', { files, message: 'Files' });
});

afterAll(async () => {
  await rendering.close();
  await room.close();
});

const source = (repository: RepositoryAddress, fields: Partial<RenderSource['source']>): RenderSource => ({
  ...memorySource(commit, fields),
  repository,
});

/** Names of the manifests, or why there are none. */
async function render(
  git: GitSource,
  sources: readonly RenderSource[],
  renderer = rendering.renderer(git),
  tenant = 'red',
) {
  const rendered = await renderer.render({ ...requestFor(sources), tenant });
  return rendered.ok ? rendered.value.manifests.map(({ manifest }) => manifest.metadata.name) : rendered.failure;
}

describe('files that Git LFS keeps', () => {
  it.each<{ name: string; path: string; objects: string[] }>([
    { name: 'a manifest', path: 'plain', objects: ['large', 'small'] },
    { name: 'a kustomization and what it names', path: 'built', objects: ['x-large'] },
  ])('are rendered as if git had them: $name', async ({ path, objects }) => {
    const git = await room.source(`rendered-${path}`);
    expect(await render(git, [source(apps.address, { path })])).toEqual(objects);
  });

  it('are rendered as if git had them: the value file of another source', async () => {
    const helm = { valueFiles: ['$values/values/large.yaml'] };
    const chart = source(apps.address, { path: 'chart', helm });
    const values = { ...source(apps.address, { ref: 'values' }), isRendered: false, field: 'sources[1]' };
    const git = await room.source('rendered-chart');
    const rendered = await rendering
      .renderer(git)
      .render(requestFor([chart, values], { kubeVersion: 'v1.36.3', apiVersions: [] }));
    expect(
      rendered.ok ? rendered.value.manifests.map(({ manifest }) => manifest.metadata.name) : rendered.failure,
    ).toEqual(['from-lfs']);
  });

  it('are fetched once, and only those that the source reads', async () => {
    const git = await room.source('once');
    apps.shelf.requests.length = 0;
    const reading = source(apps.address, { path: 'plain' });
    expect(await Promise.all([render(git, [reading]), render(git, [reading])])).toEqual([
      ['large', 'small'],
      ['large', 'small'],
    ]);
    expect(apps.shelf.requests).toEqual([expect.stringMatching(/^batch \w{4}$/), expect.stringMatching(/^object /)]);
  });

  it('are refused where the Repository does not ask for them', async () => {
    const git = await room.source('not-asked');
    const reading = source(addressOf(apps.repository), { path: 'plain' });
    expect(await render(git, [reading])).toEqual({
      kind: 'invalid',
      message:
        'plain/a.yaml is kept in Git LFS, which is not read: set spec.lfs of its Repository, or commit the file itself (git lfs migrate export --include=plain/a.yaml)',
    });
  });

  it('are refused with their names when they are too large, and nobody is asked', async () => {
    const pointer = apps.shelf.put('x').replace('size 1', 'size 10000001');
    const files = { 'huge/a.yaml': pointer };
    const huge = await room.server.commit('apps', { files, message: 'Huge', branch: 'huge' });
    apps.shelf.requests.length = 0;
    const git = await room.source('huge');
    expect(await render(git, [{ ...source(apps.address, { path: 'huge' }), commit: huge }])).toEqual({
      kind: 'refused',
      message: `cannot read ${apps.repository.url}: Git LFS keeps more than 10000000 bytes for huge/a.yaml: move what is not deployed out of the source`,
    });
    expect(apps.shelf.requests).toEqual([]);
  });

  it('belong to their repository: who copies a pointer gets nothing of it, fetched or rendered', async () => {
    const git = await room.source('thief');
    const renderer = rendering.renderer(git);
    expect(await render(git, [source(apps.address, { path: 'plain' })], renderer)).toEqual(['large', 'small']);
    const thief = await createLfsRepository(room, 'thief');
    const pointer = await room.onServer(apps.repository, ['show', `${commit}:plain/a.yaml`]);
    const files = { 'plain/a.yaml': `${pointer}\n`, 'plain/b.yaml': configMap('small') };
    const copied = await room.server.commit('thief', { files, message: 'Copy' });
    const reading = { ...source(thief.address, { path: 'plain' }), commit: copied };
    const nothing = {
      kind: 'not-found',
      message: expect.stringMatching(
        /^cannot read \S+\/thief\.git: its Git LFS has no plain\/a\.yaml \(oid [0-9a-f]{64}\): whoever committed/,
      ),
    };
    expect(await render(git, [reading], renderer, 'blue')).toEqual(nothing);
    expect(await render(git, [reading], renderer)).toEqual(nothing);
  });

  it('of a submodule are read as its own Repository says', async () => {
    const git = await room.source('submodule');
    const reading = (repository: RepositoryAddress) => ({
      ...source(addressOf(apps.repository), { path: 'vendor/plain' }),
      commit: top,
      submodules: { modules: [{ path: 'vendor', repository, commit }], refusals: new Map<string, string>() },
    });
    const top = await room.commitTree(apps.repository, [`160000 commit ${commit}\tvendor`]);
    expect(await render(git, [reading(apps.address)])).toEqual(['large', 'small']);
    expect(await render(git, [reading(addressOf(apps.repository))])).toMatchObject({
      message: expect.stringContaining('vendor/plain/a.yaml is kept in Git LFS, which is not read'),
    });
  });

  it('stay readable while the server is away, also in a process that starts meanwhile', async () => {
    const reading = source(apps.address, { path: 'plain' });
    const before = await room.source('away');
    expect(await render(before, [reading])).toEqual(['large', 'small']);
    await before.close();
    await room.server.stop();
    const after = await room.source('away');
    expect(await render(after, [reading])).toEqual(['large', 'small']);
    const built = source(apps.address, { path: 'built' });
    expect(await render(after, [built])).toEqual({
      kind: 'unreachable',
      message: expect.stringMatching(/: its Git LFS at 127\.0\.0\.1:\d+ takes no connection or broke it off$/),
    });
    await room.server.start();
    expect(await render(after, [built])).toEqual(['x-large']);
  });
});
