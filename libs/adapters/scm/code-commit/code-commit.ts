import { z } from 'zod';
import type { ScmBranch, ScmRepository } from '#core/generators/facts/scm-facts.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import { cloneUrl, mapAll, mapValue, type RepositoryReader, refOf } from '../providers/provider-readers.ts';
import type { AwsApi } from './aws-api.ts';

type CodeCommitAccount = Extract<ScmProvider, { kind: 'awsCodeCommit' }>['options'];

const OPERATION = 'CodeCommit_20150413';

/** AWS CodeCommit. The organization is the number of the AWS account; there are no labels. */
export function codeCommitRepositories(aws: AwsApi, options: CodeCommitAccount): RepositoryReader {
  return {
    list: async (protocol) => {
      const names = await listNames(aws, options);
      if (!names.ok) return names;
      const found = await describeAll(aws, names.value);
      if (!found.ok) return found;
      // One without a default branch is empty.
      const filled = found.value.filter(({ defaultBranch }) => defaultBranch != null);
      return mapAll(filled, (one) => toRepository(one, protocol));
    },
    branches: async ({ repository, defaultBranch }) => {
      const names = options.allBranches === true ? await listBranchNames(aws, repository) : succeed([defaultBranch]);
      if (!names.ok) return names;
      const branches: ScmBranch[] = [];
      for (const name of names.value) {
        const input = { repositoryName: repository, branchName: name };
        const found = await aws.call('codecommit', `${OPERATION}.GetBranch`, input, Branch, [
          'BranchDoesNotExistException',
        ]);
        if (!found.ok) return found;
        if (found.value) branches.push({ name, sha: found.value.branch.commitId });
      }
      return succeed(branches);
    },
    hasPath: async ({ repository }, branch, path) => {
      const parts = path.split('/');
      const input = {
        repositoryName: repository,
        commitSpecifier: refOf(branch),
        folderPath: `/${parts.slice(0, -1).join('/')}`,
      };
      const found = await aws.call('codecommit', `${OPERATION}.GetFolder`, input, Folder, MISSING_FOLDER);
      return mapValue(found, (folder) =>
        Object.values(folder ?? {}).some((entries) =>
          entries.some(({ relativePath }) => relativePath === parts.at(-1)),
        ),
      );
    },
  };
}

async function listNames(
  aws: AwsApi,
  { tagFilters }: CodeCommitAccount,
): Promise<Result<readonly string[], ScmFailure>> {
  if (tagFilters === undefined || tagFilters.length === 0) {
    const shape = z.object({ repositoryName: z.string() });
    const page = { shape, items: 'repositories', token: 'nextToken' };
    const input = { sortBy: 'repositoryName', order: 'ascending' };
    const found = await aws.list('codecommit', `${OPERATION}.ListRepositories`, input, page);
    return mapValue(found, (all) => all.map(({ repositoryName }) => repositoryName));
  }
  const input = { ResourceTypeFilters: ['codecommit:repository'], TagFilters: mergeTags(tagFilters) };
  const page = {
    shape: z.object({ ResourceARN: z.string() }),
    items: 'ResourceTagMappingList',
    token: 'PaginationToken',
  };
  const found = await aws.list('tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources', input, page);
  // arn:aws:codecommit:REGION:ACCOUNT:NAME
  return mapValue(found, (all) => all.map(({ ResourceARN }) => ResourceARN.split(':').slice(5).join(':')).toSorted());
}

/** Values of one key are alternatives, keys are all needed; a key without a value asks for the tag alone. */
function mergeTags(filters: readonly { key: string; value?: string | undefined }[]): object[] {
  const values = new Map<string, string[]>();
  for (const { key, value = '' } of filters)
    values.set(key, [...(values.get(key) ?? []), ...(value === '' ? [] : [value])]);
  return [...values].map(([Key, Values]) => ({ Key, Values }));
}

async function describeAll(aws: AwsApi, names: readonly string[]): Promise<Result<readonly Metadata[], ScmFailure>> {
  const found: Metadata[] = [];
  for (let first = 0; first < names.length; first += LARGEST_BATCH) {
    const repositoryNames = names.slice(first, first + LARGEST_BATCH);
    const answer = await aws.call('codecommit', `${OPERATION}.BatchGetRepositories`, { repositoryNames }, Batch);
    if (!answer.ok) return answer;
    const repositories = answer.value?.repositories ?? [];
    if (repositories.length !== repositoryNames.length)
      return fail({ kind: 'unreachable', message: 'the list of repositories changed while it was read' });
    found.push(...repositories);
  }
  return succeed(found);
}

async function listBranchNames(aws: AwsApi, repository: string): Promise<Result<readonly string[], ScmFailure>> {
  const page = { shape: z.string(), items: 'branches', token: 'nextToken' };
  return aws.list('codecommit', `${OPERATION}.ListBranches`, { repositoryName: repository }, page);
}

function toRepository(one: Metadata, protocol: string): Result<ScmRepository, ScmFailure> {
  const fips = one.cloneUrlHttp.replace(/^https:\/\/git-codecommit\./, 'https://git-codecommit-fips.');
  const url =
    protocol === 'https-fips' ? succeed(fips) : cloneUrl(protocol, { ssh: one.cloneUrlSsh, https: one.cloneUrlHttp });
  return mapValue(url, (address) => ({
    organization: one.accountId,
    repository: one.repositoryName,
    repositoryId: one.repositoryId,
    url: address,
    defaultBranch: one.defaultBranch ?? '',
    labels: [],
  }));
}

const Metadata = z.object({
  accountId: z.string(),
  repositoryId: z.string(),
  repositoryName: z.string(),
  defaultBranch: z.string().nullish(),
  cloneUrlHttp: z.string(),
  cloneUrlSsh: z.string(),
});
type Metadata = z.infer<typeof Metadata>;

const Batch = z.object({ repositories: z.array(Metadata) });

const Branch = z.object({ branch: z.object({ commitId: z.string() }) });

const Entries = z.array(z.object({ relativePath: z.string() })).default([]);
const Folder = z.object({ subFolders: Entries, files: Entries, symbolicLinks: Entries, subModules: Entries });

const MISSING_FOLDER = [
  'FolderDoesNotExistException',
  'CommitDoesNotExistException',
  'RepositoryDoesNotExistException',
];
/** BatchGetRepositories takes no more names. */
const LARGEST_BATCH = 25;
