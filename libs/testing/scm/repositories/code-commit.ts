import type { ScmRepository } from '#core/generators/facts/scm-facts.ts';
import type { CannedAnswer, CannedRequest } from '../canned-server.ts';
import { HEAD, NEXT } from './repository-case.ts';

export const shop: ScmRepository = {
  organization: '111122223333',
  repository: 'shop',
  repositoryId: 'f7579e13',
  url: 'ssh://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop',
  defaultBranch: 'main',
  labels: [],
};
const metadata = {
  accountId: '111122223333',
  repositoryId: 'f7579e13',
  repositoryName: 'shop',
  defaultBranch: 'main',
  cloneUrlHttp: 'https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop',
  cloneUrlSsh: 'ssh://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop',
};

/** Answers by operation and input, as the API references of CodeCommit, of tagging and of STS say. */
export const codeCommitAnswers: Readonly<Record<string, CannedAnswer>> = {
  'ListRepositories {"sortBy":"repositoryName","order":"ascending"}': {
    body: { repositories: [{ repositoryName: 'empty' }], nextToken: 'n2' },
  },
  'ListRepositories {"sortBy":"repositoryName","order":"ascending","nextToken":"n2"}': {
    body: { repositories: [{ repositoryName: 'shop' }] },
  },
  'BatchGetRepositories {"repositoryNames":["empty","shop"]}': {
    body: {
      repositories: [{ ...metadata, repositoryName: 'empty', defaultBranch: null }, metadata],
      repositoriesNotFound: [],
    },
  },
  'BatchGetRepositories {"repositoryNames":["shop"]}': { body: { repositories: [metadata], repositoriesNotFound: [] } },
  'BatchGetRepositories {"repositoryNames":["gone"]}': { body: { repositories: [], repositoriesNotFound: ['gone'] } },
  'GetResources {"ResourceTypeFilters":["codecommit:repository"],"TagFilters":[{"Key":"team","Values":["web","api"]},{"Key":"live","Values":[]}]}':
    {
      body: {
        PaginationToken: '',
        ResourceTagMappingList: [{ ResourceARN: 'arn:aws:codecommit:eu-central-1:111122223333:shop', Tags: [] }],
      },
    },
  'GetResources {"ResourceTypeFilters":["codecommit:repository"],"TagFilters":[{"Key":"stale","Values":[]}]}': {
    body: { ResourceTagMappingList: [{ ResourceARN: 'arn:aws:codecommit:eu-central-1:111122223333:gone' }] },
  },
  'ListBranches {"repositoryName":"shop"}': { body: { branches: ['main', 'next'] } },
  'GetBranch {"repositoryName":"shop","branchName":"main"}': {
    body: { branch: { branchName: 'main', commitId: HEAD } },
  },
  'GetBranch {"repositoryName":"shop","branchName":"next"}': {
    body: { branch: { branchName: 'next', commitId: NEXT } },
  },
  [`GetFolder {"repositoryName":"shop","commitSpecifier":"${HEAD}","folderPath":"/deploy"}`]: {
    body: { subFolders: [{ relativePath: 'prod' }], files: [], symbolicLinks: [], subModules: [] },
  },
  [`GetFolder {"repositoryName":"shop","commitSpecifier":"${NEXT}","folderPath":"/deploy"}`]: {
    status: 400,
    body: { __type: 'com.amazonaws.codecommit#FolderDoesNotExistException', message: 'none' },
  },
  'AssumeRole arn:aws:iam::9:role/reader': {
    body: {
      AssumeRoleResponse: {
        AssumeRoleResult: {
          Credentials: { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 'session', Expiration: 1 },
        },
      },
    },
  },
};

/** Operation and input of a request to AWS, as the answers above are listed. */
export function codeCommitQuestion({ headers, body }: CannedRequest): string {
  const form = new URLSearchParams(body);
  const operation = String(headers['x-amz-target'] ?? form.get('Action')).replace(/^.*\./, '');
  return `${operation} ${form.get('RoleArn') ?? body}`;
}
