import { HEAD, NEXT, tokenRef, token, type RepositoryCase } from './repository-case.ts';

export const azureRepositories: RepositoryCase = {
  name: 'Azure DevOps',
  access: token,
  header: ['authorization', `Basic ${Buffer.from(':t0ken').toString('base64')}`],
  provider: (api) => ({
    kind: 'azureDevOps',
    options: { organization: 'acme', teamProject: 'Web Shop', accessTokenRef: tokenRef, api },
  }),
  withAllBranches: (api) => ({
    kind: 'azureDevOps',
    options: { organization: 'acme', teamProject: 'Web Shop', accessTokenRef: tokenRef, api, allBranches: true },
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
          { name: 'refs/heads/rel/1', objectId: HEAD },
          { name: 'refs/heads/rel/10', objectId: NEXT },
        ],
      },
    },
    '/acme/Web%20Shop/_apis/git/repositories/1f-2e/refs?api-version=7.0&filter=heads%2F&%24top=1000': {
      headers: { 'x-ms-continuationtoken': 'n2' },
      body: { value: [{ name: 'refs/heads/next', objectId: NEXT }] },
    },
    '/acme/Web%20Shop/_apis/git/repositories/1f-2e/refs?api-version=7.0&filter=heads%2F&%24top=1000&continuationToken=n2':
      { body: { value: [{ name: 'refs/heads/rel/1', objectId: HEAD }] } },
    [`/acme/Web%20Shop/_apis/git/repositories/1f-2e/items?api-version=7.0&path=%2Fdeploy%2Fprod&versionDescriptor.version=${HEAD}&versionDescriptor.versionType=commit&%24format=json`]:
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
  branches: [{ name: 'rel/1', sha: HEAD }],
  allBranches: [
    { name: 'next', sha: NEXT },
    { name: 'rel/1', sha: HEAD },
  ],
};
