import { HEAD, NEXT, tokenRef, token, type RepositoryCase } from './repository-case.ts';

export const gitlabRepositories: RepositoryCase = {
  name: 'GitLab',
  access: token,
  header: ['private-token', 't0ken'],
  provider: (api) => ({
    kind: 'gitlab',
    options: { group: 'acme/web', api, includeSubgroups: true, topic: 'live', tokenRef },
  }),
  withAllBranches: (api) => ({ kind: 'gitlab', options: { group: 'acme/web', api, allBranches: true } }),
  cloneProtocol: 'https',
  answers: {
    '/api/v4/groups/acme%2Fweb/projects?include_subgroups=true&with_shared=true&archived=false&topic=live&order_by=created_at&sort=asc&per_page=100':
      {
        headers: { 'x-total': '1' },
        body: [
          {
            id: 7,
            path: 'shop',
            namespace: { full_path: 'acme/web/eu' },
            ssh_url_to_repo: 'git@h:acme/shop.git',
            http_url_to_repo: 'https://h/acme/shop.git',
            default_branch: 'rel/1',
            topics: ['live'],
            tag_list: ['live'],
          },
        ],
      },
    '/api/v4/projects/7/repository/branches/rel%2F1': { body: { name: 'rel/1', commit: { id: HEAD } } },
    '/api/v4/projects/7/repository/branches?per_page=100': {
      headers: {
        'x-total': '2',
        link: '<https://h/api/v4/projects/7/repository/branches?per_page=100&page=2>; rel="next"',
      },
      body: [{ name: 'next', commit: { id: NEXT } }],
    },
    '/api/v4/projects/7/repository/branches?per_page=100&page=2': {
      headers: { 'x-total': '2' },
      body: [{ name: 'rel/1', commit: { id: HEAD } }],
    },
    [`/api/v4/projects/7/repository/tree?path=deploy&ref=${HEAD}&per_page=100`]: {
      body: [{ path: 'deploy/dev' }, { path: 'deploy/prod' }],
    },
  },
  repository: {
    organization: 'acme/web/eu',
    repository: 'shop',
    repositoryId: 7,
    url: 'https://h/acme/shop.git',
    defaultBranch: 'rel/1',
    labels: ['live'],
  },
  branches: [{ name: 'rel/1', sha: HEAD }],
  allBranches: [
    { name: 'next', sha: NEXT },
    { name: 'rel/1', sha: HEAD },
  ],
};
