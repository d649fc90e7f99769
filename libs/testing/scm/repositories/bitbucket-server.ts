import { HEAD, NEXT, basic, basicHeader, type RepositoryCase } from './repository-case.ts';

export const bitbucketServerRepositories: RepositoryCase = {
  name: 'Bitbucket Server',
  access: basic,
  header: ['authorization', basicHeader],
  provider: (api) => ({ kind: 'bitbucketServer', options: { project: 'ACME', api } }),
  withAllBranches: (api) => ({ kind: 'bitbucketServer', options: { project: 'ACME', api, allBranches: true } }),
  answers: {
    '/rest/api/1.0/projects/ACME/repos?limit=1000': {
      body: { values: [], size: 0, isLastPage: false, nextPageStart: 1 },
    },
    '/rest/api/1.0/projects/ACME/repos?limit=1000&start=1': {
      body: {
        values: [
          {
            id: 7,
            slug: 'my-shop',
            name: 'My Shop',
            project: { key: 'ACME' },
            links: {
              clone: [
                { name: 'http', href: 'https://h/scm/acme/my-shop.git' },
                { name: 'ssh', href: 'ssh://git@h:7999/acme/my-shop.git' },
              ],
            },
          },
        ],
        isLastPage: true,
        nextPageStart: null,
      },
    },
    '/rest/api/1.0/projects/ACME/repos/my-shop/branches?limit=1000': {
      body: {
        isLastPage: true,
        values: [
          { displayId: 'rel/1', latestCommit: HEAD, isDefault: true },
          { displayId: 'next', latestCommit: NEXT, isDefault: false },
        ],
      },
    },
    [`/rest/api/1.0/projects/ACME/repos/my-shop/browse/deploy/prod?at=${HEAD}&type=true`]: {
      body: { type: 'DIRECTORY' },
    },
  },
  repository: {
    organization: 'ACME',
    repository: 'My Shop',
    repositoryId: 7,
    url: 'ssh://git@h:7999/acme/my-shop.git',
    defaultBranch: '',
    labels: [],
  },
  branches: [{ name: 'rel/1', sha: HEAD }],
  allBranches: [
    { name: 'rel/1', sha: HEAD },
    { name: 'next', sha: NEXT },
  ],
};
