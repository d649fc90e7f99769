import { HEAD, NEXT, token, type RepositoryCase } from './repository-case.ts';

export const githubRepositories: RepositoryCase = {
  name: 'GitHub',
  access: token,
  header: ['authorization', 'Bearer t0ken'],
  provider: (api) => ({ kind: 'github', options: { organization: 'acme', api, excludeArchivedRepos: true } }),
  withAllBranches: (api) => ({ kind: 'github', options: { organization: 'acme', api, allBranches: true } }),
  answers: {
    '/api/v3/orgs/acme/repos?sort=created&direction=asc&per_page=100': {
      body: [
        {
          id: 7,
          name: 'shop',
          owner: { login: 'acme' },
          ssh_url: 'git@h:acme/shop.git',
          clone_url: 'https://h/acme/shop.git',
          default_branch: 'rel/1',
          topics: ['live', 'web'],
          archived: false,
        },
        {
          id: 8,
          name: 'old',
          owner: { login: 'acme' },
          ssh_url: 'git@h:acme/old.git',
          clone_url: 'https://h/acme/old.git',
          default_branch: 'main',
          topics: [],
          archived: true,
        },
      ],
    },
    '/api/v3/repos/acme/shop/branches/rel%2F1': { body: { name: 'rel/1', commit: { sha: HEAD } } },
    '/api/v3/repos/acme/shop/branches?per_page=100': {
      headers: { link: '<https://h/api/v3/repositories/7/branches?per_page=100&page=2>; rel="next"' },
      body: [{ name: 'next', commit: { sha: NEXT } }],
    },
    '/api/v3/repos/acme/shop/branches?per_page=100&page=2': { body: [{ name: 'rel/1', commit: { sha: HEAD } }] },
    [`/api/v3/repos/acme/shop/contents/deploy/prod?ref=${HEAD}`]: {},
  },
  repository: {
    organization: 'acme',
    repository: 'shop',
    repositoryId: 7,
    url: 'git@h:acme/shop.git',
    defaultBranch: 'rel/1',
    labels: ['live', 'web'],
  },
  branches: [{ name: 'rel/1', sha: HEAD }],
  allBranches: [
    { name: 'next', sha: NEXT },
    { name: 'rel/1', sha: HEAD },
  ],
};
