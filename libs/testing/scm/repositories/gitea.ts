import { HEAD, NEXT, token, type RepositoryCase } from './repository-case.ts';

export const giteaRepositories: RepositoryCase = {
  name: 'Gitea',
  access: token,
  header: ['authorization', 'token t0ken'],
  provider: (api) => ({ kind: 'gitea', options: { owner: 'acme', api, excludeArchivedRepos: true } }),
  withAllBranches: (api) => ({ kind: 'gitea', options: { owner: 'acme', api, allBranches: true } }),
  answers: {
    '/api/v1/orgs/acme/repos?limit=50': {
      headers: { 'x-total-count': '2' },
      body: [
        {
          id: 7,
          name: 'shop',
          ssh_url: 'git@h:acme/shop.git',
          html_url: 'https://h/acme/shop',
          default_branch: 'rel/1',
          archived: false,
          empty: false,
        },
        {
          id: 8,
          name: 'old',
          ssh_url: 'git@h:acme/old.git',
          html_url: 'https://h/acme/old',
          default_branch: 'main',
          archived: true,
          empty: false,
        },
      ],
    },
    '/api/v1/repos/acme/shop/labels?limit=50': { headers: { 'x-total-count': '1' }, body: [{ id: 1, name: 'bug' }] },
    '/api/v1/repos/acme/shop/branches/rel/1': { body: { name: 'rel/1', commit: { id: HEAD } } },
    '/api/v1/repos/acme/shop/branches?limit=50': {
      headers: {
        'x-total-count': '2',
        link: '<https://h/api/v1/repos/acme/shop/branches?limit=50&page=2>; rel="next"',
      },
      body: [{ name: 'next', commit: { id: NEXT } }],
    },
    '/api/v1/repos/acme/shop/branches?limit=50&page=2': {
      headers: { 'x-total-count': '2' },
      body: [{ name: 'rel/1', commit: { id: HEAD } }],
    },
    [`/api/v1/repos/acme/shop/contents/deploy/prod?ref=${HEAD}`]: { body: [{ name: 'kustomization.yaml' }] },
  },
  repository: {
    organization: 'acme',
    repository: 'shop',
    repositoryId: 7,
    url: 'git@h:acme/shop.git',
    defaultBranch: 'rel/1',
    labels: ['bug'],
  },
  branches: [{ name: 'rel/1', sha: HEAD }],
  allBranches: [
    { name: 'next', sha: NEXT },
    { name: 'rel/1', sha: HEAD },
  ],
};
