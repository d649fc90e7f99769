import { describe, expect, it } from 'vitest';
import type { ScmRepository } from '#core/generators/facts/scm-facts.ts';
import { fail, succeed } from '#core/model/result.ts';
import { ScmApi } from '../reading/scm-api.ts';
import { bitbucketRepositories } from './bitbucket.ts';

const base = 'https://api.bitbucket.org/2.0';
const sha = 'a'.repeat(40);
const options = { owner: 'acme', user: 'ana', appPasswordRef: { secretName: 'scm', key: 'password' } };

// Sets cannot name another address for Bitbucket Cloud, so a local server has no place here.
const answers: Readonly<Record<string, unknown>> = {
  '/repositories/acme?role=member&sort=created_on&pagelen=100': {
    next: `${base}/repositories/acme?role=member&sort=created_on&pagelen=100&page=2`,
    values: [
      {
        uuid: '{1f-2e}',
        slug: 'shop',
        mainbranch: { name: 'rel/1', type: 'branch' },
        links: {
          clone: [
            { name: 'https', href: 'https://ana@bitbucket.org/acme/shop.git' },
            { name: 'ssh', href: 'git@bitbucket.org:acme/shop.git' },
          ],
        },
      },
    ],
  },
  '/repositories/acme?role=member&sort=created_on&pagelen=100&page=2': {
    values: [{ uuid: '{3d}', slug: 'empty', mainbranch: null, links: { clone: [] } }],
  },
  '/repositories/acme/shop/refs/branches/rel/1': { name: 'rel/1', target: { hash: sha } },
  '/repositories/acme/shop/refs/branches?sort=name&pagelen=100': { values: [{ name: 'rel/1', target: { hash: sha } }] },
  [`/repositories/acme/shop/src/${sha}/deploy?format=meta`]: { type: 'commit_directory' },
};

const api = new ScmApi({
  base,
  headers: {},
  caller: { id: 'ana', trust: {} },
  pages: 10,
  client: {
    ask: async ({ url }) => {
      const body = answers[url.slice(base.length)];
      if (body === undefined) return fail({ kind: 'not-found', message: 'none' });
      return succeed({ status: 200, headers: {}, body });
    },
  },
});

const shop: ScmRepository = {
  organization: 'acme',
  repository: 'shop',
  repositoryId: '{1f-2e}',
  url: 'git@bitbucket.org:acme/shop.git',
  defaultBranch: 'rel/1',
  labels: [],
};
const empty: ScmRepository = { ...shop, repository: 'empty', repositoryId: '{3d}', url: '', defaultBranch: '' };

describe('bitbucketRepositories', () => {
  const reader = bitbucketRepositories(api, options);

  it('lists the repositories of every page', async () => {
    expect(await reader.list('')).toEqual(succeed([shop, empty]));
  });

  it('reads the default branch, all branches, and none of an empty repository', async () => {
    const branches = succeed([{ name: 'rel/1', sha }]);
    expect(await reader.branches(shop)).toEqual(branches);
    expect(await bitbucketRepositories(api, { ...options, allBranches: true }).branches(shop)).toEqual(branches);
    expect(await reader.branches(empty)).toEqual(succeed([]));
  });

  it('looks for a path at the commit', async () => {
    const branch = { name: 'rel/1', sha };
    expect(await reader.hasPath(shop, branch, 'deploy')).toEqual(succeed(true));
    expect(await reader.hasPath(shop, branch, 'none')).toEqual(succeed(false));
  });
});
