import { beforeEach, describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeGitSource, type Files } from '#testing/sources/fake-git-source.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { readConfigSources } from './read-config-sources.ts';

const never = new AbortController().signal;
const urlOf = (name: string) => `https://git.example/red/${name}.git`;

let controlPlane: FakeControlPlane;
let git: FakeGitSource;

function setText(name: string): string {
  const spec = { generators: [], template: { metadata: { name: 'x' }, spec: {} } };
  return JSON.stringify({ apiVersion: 'nabe.dev/v1alpha1', kind: 'ApplicationSet', metadata: { name }, spec });
}

function push(name: string, files: Files): void {
  const commit = git.push(urlOf(name), files);
  const status = { refs: [{ revision: 'main', commit }] };
  controlPlane.views.Repository.put(buildRepository('red', name, { status }));
}

async function read(...sources: readonly { readonly repository: string; readonly path?: string }[]) {
  const configSources = sources.map(({ repository, path = '.' }) => ({
    repoURL: urlOf(repository),
    revision: 'main',
    path,
  }));
  const tenant = buildTenant('red', { spec: { configSources } });
  const repositories = controlPlane.views.Repository.list();
  const result = await readConfigSources(
    tenant,
    { repositories, git, credentials: new RepositoryCredentials(controlPlane) },
    never,
  );
  const { sets, unreadable, followed } = result;
  return { sets: sets.map(({ name, file }) => `${name} in ${file}`), unreadable, followed };
}

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  git = new FakeGitSource();
});

describe('readConfigSources', () => {
  it('reads YAML and JSON files below the path, and no others', async () => {
    push('config', {
      'sets/a.json': setText('a'),
      'sets/deep/b.yaml': setText('b'),
      'sets/c.yml': setText('c'),
      'sets/notes.txt': setText('d'),
      'setsmore/e.json': setText('e'),
    });

    expect((await read({ repository: 'config', path: './sets/' })).sets).toEqual([
      'a in sets/a.json',
      'c in sets/c.yml',
      'b in sets/deep/b.yaml',
    ]);
  });

  it('names the repository of each file when there are several sources, and goes on when one cannot be read', async () => {
    push('config', { 'a.json': setText('a') });
    push('more', { 'a.json': setText('b') });

    const { sets, unreadable, followed } = await read(
      { repository: 'config' },
      { repository: 'gone' },
      { repository: 'more' },
    );

    expect(sets).toEqual([`a in ${urlOf('config')}//a.json`, `b in ${urlOf('more')}//a.json`]);
    expect(unreadable).toEqual([
      expect.stringContaining(`Repository ${urlOf('gone')} is not registered for tenant red`),
    ]);
    expect(followed).toEqual(
      new Map([
        ['tenant-red/config', new Set(['main'])],
        ['tenant-red/more', new Set(['main'])],
      ]),
    );
  });

  it('has nothing to read for a tenant without sources', async () => {
    expect(await read()).toEqual({ sets: [], unreadable: [], followed: new Map() });
  });

  it.each([
    {
      name: 'a path that leaves the repository',
      path: '../other',
      message: /^The config source \.\.\/other of .+ at main cannot be read: .+\.$/,
    },
    {
      name: 'a file that is no app set by its size',
      path: 'big',
      message: /holds big\/a\.json, larger than 1000000 bytes: move it elsewhere\.$/,
    },
    {
      name: 'more files than any tenant has',
      path: 'many',
      message: /holds more than 2000 files: name a directory of its own for app sets\.$/,
    },
  ])('refuses $name', async ({ path, message }) => {
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`many/${index}.json`, '{}']));
    push('config', { 'big/a.json': ' '.repeat(1_000_001), ...many });

    expect((await read({ repository: 'config', path })).unreadable).toEqual([expect.stringMatching(message)]);
  });

  it('says when the files cannot be read', async () => {
    push('config', { 'a.json': setText('a') });
    git.script.failOn('blobs', { kind: 'unreachable', message: 'The mirror is gone.' });

    expect(await read({ repository: 'config' })).toMatchObject({ sets: [], unreadable: ['The mirror is gone.'] });
  });
});
