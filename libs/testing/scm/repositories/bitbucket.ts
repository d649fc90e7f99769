import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import { basic, basicHeader, HEAD, NEXT, type RepositoryCase } from './repository-case.ts';

const origin = 'https://api.bitbucket.org';
const account = { owner: 'acme', user: 'ana', appPasswordRef: { secretName: 'scm', key: 'password' } };
const provider = (): ScmProvider => ({ kind: 'bitbucket', options: account });
const repositories = '/2.0/repositories/acme?role=member&sort=created_on&pagelen=100';

export const bitbucketRepositories: RepositoryCase = {
  name: 'Bitbucket',
  access: basic,
  header: ['authorization', basicHeader],
  provider,
  withAllBranches: () => ({ kind: 'bitbucket', options: { ...account, allBranches: true } }),
  publicOrigin: origin,
  answers: {
    [repositories]: { body: { next: `${origin}${repositories}&page=2`, values: [] } },
    [`${repositories}&page=2`]: {
      body: {
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
    },
    '/2.0/repositories/acme/shop/refs/branches/rel/1': { body: { name: 'rel/1', target: { hash: HEAD } } },
    '/2.0/repositories/acme/shop/refs/branches?sort=name&pagelen=100': {
      body: {
        values: [
          { name: 'next', target: { hash: NEXT } },
          { name: 'rel/1', target: { hash: HEAD } },
        ],
      },
    },
    [`/2.0/repositories/acme/shop/src/${HEAD}/deploy/prod?format=meta`]: { body: { type: 'commit_directory' } },
  },
  repository: {
    organization: 'acme',
    repository: 'shop',
    repositoryId: '{1f-2e}',
    url: 'git@bitbucket.org:acme/shop.git',
    defaultBranch: 'rel/1',
    labels: [],
  },
  branches: [{ name: 'rel/1', sha: HEAD }],
  allBranches: [
    { name: 'next', sha: NEXT },
    { name: 'rel/1', sha: HEAD },
  ],
};
