import { beforeEach, describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeGitSource } from '#testing/sources/fake-git-source.ts';
import { buildApplication, buildRepository } from '#testing/control-plane/resource-builders.ts';
import { RepositoryCredentials } from './repository-credentials.ts';
import { touchedFirst } from './touched-first.ts';

const url = 'https://git.example/red/apps.git';
const names = ['api', 'cart', 'web'];
const files = { 'apps/api/a.yaml': '1', 'apps/cart/a.yaml': '1', 'apps/web/a.yaml': '1', 'base/a.yaml': '1' };
const applications = names.map((name) =>
  buildApplication('red', name, {
    spec: {
      source: { repoURL: url, path: `apps/${name}`, targetRevision: 'main' },
      destination: { name: 'prod', namespace: 'red' },
    },
  }),
);

let git: FakeGitSource;

beforeEach(() => {
  git = new FakeGitSource();
});

/** Names in the order in which they are looked at, after a push of other files. */
async function orderAfter(change: Record<string, string>, { isFetched = true, of = applications } = {}) {
  const commits = [git.push(url, files), git.push(url, { ...files, ...change })];
  if (isFetched) for (const commit of commits) await git.ensureCommit({ url }, commit);
  git.requests.length = 0;
  const [before, after] = commits.map((commit) =>
    buildRepository('red', 'apps', { spec: { url }, status: { refs: [{ revision: 'main', commit }] } }),
  );
  if (before === undefined || after === undefined) throw new Error('two commits make two states');
  const ports = { git, credentials: new RepositoryCredentials(new FakeControlPlane()) };
  const { touched, others } = await touchedFirst(of, { before, after }, ports);
  expect(git.requests).toEqual([]);
  return [...touched, ...others].map(({ metadata }) => metadata.name);
}

describe('touchedFirst', () => {
  it.each([
    {
      name: 'those with other files',
      change: { 'apps/web/a.yaml': '2', 'apps/cart/b.yaml': '2' },
      order: ['cart', 'web', 'api'],
    },
    { name: 'nobody where none of their paths is touched', change: { 'base/a.yaml': '2' }, order: names },
  ])('puts $name first', async ({ change, order }) => {
    expect(await orderAfter(change)).toEqual(order);
  });

  it('reads a path as it may be written', async () => {
    const written = applications.map((application, index) =>
      index < 2
        ? application
        : {
            ...application,
            spec: { ...application.spec, source: { repoURL: url, path: './apps/web/', targetRevision: 'main' } },
          },
    );
    expect(await orderAfter({ 'apps/web/a.yaml': '2' }, { of: written })).toEqual(['web', 'api', 'cart']);
  });

  it('keeps the order, and asks nobody, where the commits are not here', async () => {
    expect(await orderAfter({ 'apps/web/a.yaml': '2' }, { isFetched: false })).toEqual(names);
  });
});
