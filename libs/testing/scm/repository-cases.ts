import type { ScmBranch, ScmRepository } from '#core/generators/facts/scm-facts.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmAccess } from '#flows/ports/scm.port.ts';
import type { CannedAnswer } from './canned-server.ts';

const sha = 'a'.repeat(40);
const next = 'b'.repeat(40);
const tokenRef = { secretName: 'scm', key: 'token' };
const token: ScmAccess = { credentials: { kind: 'token', token: 't0ken' } };
const basic: ScmAccess = { credentials: { kind: 'basic', username: 'ana', password: 'pass' } };
const basicHeader = `Basic ${Buffer.from('ana:pass').toString('base64')}`;
const allBranches = true;

/** A service, what it answers as its documents say, and what has to come of it. */
export interface RepositoryCase {
  readonly name: string;
  readonly access: ScmAccess;
  /** The header that must carry the credentials. */
  readonly header: readonly [string, string];
  readonly provider: (api: string) => ScmProvider;
  readonly withAllBranches: (api: string) => ScmProvider;
  readonly cloneProtocol?: string;
  readonly answers: Readonly<Record<string, CannedAnswer>>;
  readonly repository: ScmRepository;
  readonly branches: readonly ScmBranch[];
  readonly allBranches: readonly ScmBranch[];
}

export const repositoryCases: readonly RepositoryCase[] = [
  {
    name: 'GitHub',
    access: token,
    header: ['authorization', 'Bearer t0ken'],
    provider: (api) => ({ kind: 'github', options: { organization: 'acme', api, excludeArchivedRepos: true } }),
    withAllBranches: (api) => ({ kind: 'github', options: { organization: 'acme', api, allBranches } }),
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
      '/api/v3/repos/acme/shop/branches/rel%2F1': { body: { name: 'rel/1', commit: { sha } } },
      '/api/v3/repos/acme/shop/branches?per_page=100': {
        body: [
          { name: 'rel/1', commit: { sha } },
          { name: 'next', commit: { sha: next } },
        ],
      },
      [`/api/v3/repos/acme/shop/contents/deploy/prod?ref=${sha}`]: {},
    },
    repository: {
      organization: 'acme',
      repository: 'shop',
      repositoryId: 7,
      url: 'git@h:acme/shop.git',
      defaultBranch: 'rel/1',
      labels: ['live', 'web'],
    },
    branches: [{ name: 'rel/1', sha }],
    allBranches: [
      { name: 'rel/1', sha },
      { name: 'next', sha: next },
    ],
  },
  {
    name: 'GitLab',
    access: token,
    header: ['private-token', 't0ken'],
    provider: (api) => ({
      kind: 'gitlab',
      options: { group: 'acme/web', api, includeSubgroups: true, topic: 'live', tokenRef },
    }),
    withAllBranches: (api) => ({ kind: 'gitlab', options: { group: 'acme/web', api, allBranches } }),
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
      '/api/v4/projects/7/repository/branches/rel%2F1': { body: { name: 'rel/1', commit: { id: sha } } },
      '/api/v4/projects/7/repository/branches?per_page=100': {
        headers: { 'x-total': '2' },
        body: [
          { name: 'next', commit: { id: next } },
          { name: 'rel/1', commit: { id: sha } },
        ],
      },
      [`/api/v4/projects/7/repository/tree?path=deploy&ref=${sha}&per_page=100`]: {
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
    branches: [{ name: 'rel/1', sha }],
    allBranches: [
      { name: 'next', sha: next },
      { name: 'rel/1', sha },
    ],
  },
  {
    name: 'Gitea',
    access: token,
    header: ['authorization', 'token t0ken'],
    provider: (api) => ({ kind: 'gitea', options: { owner: 'acme', api, excludeArchivedRepos: true } }),
    withAllBranches: (api) => ({ kind: 'gitea', options: { owner: 'acme', api, allBranches } }),
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
      '/api/v1/repos/acme/shop/branches/rel/1': { body: { name: 'rel/1', commit: { id: sha } } },
      '/api/v1/repos/acme/shop/branches?limit=50': {
        headers: { 'x-total-count': '2' },
        body: [
          { name: 'rel/1', commit: { id: sha } },
          { name: 'next', commit: { id: next } },
        ],
      },
      [`/api/v1/repos/acme/shop/contents/deploy/prod?ref=${sha}`]: { body: [{ name: 'kustomization.yaml' }] },
    },
    repository: {
      organization: 'acme',
      repository: 'shop',
      repositoryId: 7,
      url: 'git@h:acme/shop.git',
      defaultBranch: 'rel/1',
      labels: ['bug'],
    },
    branches: [{ name: 'rel/1', sha }],
    allBranches: [
      { name: 'rel/1', sha },
      { name: 'next', sha: next },
    ],
  },
  {
    name: 'Bitbucket Server',
    access: basic,
    header: ['authorization', basicHeader],
    provider: (api) => ({ kind: 'bitbucketServer', options: { project: 'ACME', api } }),
    withAllBranches: (api) => ({ kind: 'bitbucketServer', options: { project: 'ACME', api, allBranches } }),
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
            { displayId: 'rel/1', latestCommit: sha, isDefault: true },
            { displayId: 'next', latestCommit: next, isDefault: false },
          ],
        },
      },
      [`/rest/api/1.0/projects/ACME/repos/my-shop/browse/deploy/prod?at=${sha}&type=true`]: {
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
    branches: [{ name: 'rel/1', sha }],
    allBranches: [
      { name: 'rel/1', sha },
      { name: 'next', sha: next },
    ],
  },
  {
    name: 'Azure DevOps',
    access: token,
    header: ['authorization', `Basic ${Buffer.from(':t0ken').toString('base64')}`],
    provider: (api) => ({
      kind: 'azureDevOps',
      options: { organization: 'acme', teamProject: 'Web Shop', accessTokenRef: tokenRef, api },
    }),
    withAllBranches: (api) => ({
      kind: 'azureDevOps',
      options: { organization: 'acme', teamProject: 'Web Shop', accessTokenRef: tokenRef, api, allBranches },
    }),
    answers: {
      '/acme/Web%20Shop/_apis/git/repositories?api-version=7.0': {
        body: {
          count: 2,
          value: [
            { id: '1f-2e', name: 'shop', defaultBranch: 'refs/heads/rel/1', remoteUrl: 'https://dev/acme/_git/shop' },
            { id: '3d', name: 'empty', remoteUrl: 'https://dev/acme/_git/empty' },
          ],
        },
      },
      '/acme/Web%20Shop/_apis/git/repositories/1f-2e/refs?api-version=7.0&filter=heads%2Frel%2F1&%24top=1000': {
        body: {
          value: [
            { name: 'refs/heads/rel/1', objectId: sha },
            { name: 'refs/heads/rel/10', objectId: next },
          ],
        },
      },
      '/acme/Web%20Shop/_apis/git/repositories/1f-2e/refs?api-version=7.0&filter=heads%2F&%24top=1000': {
        headers: { 'x-ms-continuationtoken': 'n2' },
        body: { value: [{ name: 'refs/heads/rel/1', objectId: sha }] },
      },
      '/acme/Web%20Shop/_apis/git/repositories/1f-2e/refs?api-version=7.0&filter=heads%2F&%24top=1000&continuationToken=n2':
        { body: { value: [{ name: 'refs/heads/next', objectId: next }] } },
      [`/acme/Web%20Shop/_apis/git/repositories/1f-2e/items?api-version=7.0&path=%2Fdeploy%2Fprod&versionDescriptor.version=${sha}&versionDescriptor.versionType=commit&%24format=json`]:
        { body: { path: '/deploy/prod' } },
    },
    repository: {
      organization: 'acme',
      repository: 'shop',
      repositoryId: '1f-2e',
      url: 'https://dev/acme/_git/shop',
      defaultBranch: 'refs/heads/rel/1',
      labels: [],
    },
    branches: [{ name: 'rel/1', sha }],
    allBranches: [
      { name: 'rel/1', sha },
      { name: 'next', sha: next },
    ],
  },
];
