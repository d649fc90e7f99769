import { z } from 'zod';
import { succeed } from '#core/model/result.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import { azureSkipPaging, azureTokenPaging } from '../reading/paging.ts';
import { type ScmApi, segment } from '../reading/scm-api.ts';
import {
  carriesAll,
  isFullSha,
  mapValue,
  type PullRequestReader,
  type RepositoryReader,
  refOf,
} from './provider-readers.ts';

type AzureAccount = Extract<ScmProvider, { kind: 'azureDevOps' }>['options'];
type AzureRepository = Extract<PullRequestProvider, { kind: 'azuredevops' }>['options'];

const VERSION = { 'api-version': '7.0' };
const HEADS = 'refs/heads/';

/** Azure DevOps' REST API. Sets get its https address whatever they ask for, as with Argo CD. */
export function azureRepositories(api: ScmApi, options: AzureAccount): RepositoryReader {
  const { organization, teamProject, allBranches } = options;
  const root = `/${segment(organization)}/${segment(teamProject)}/_apis/git/repositories`;
  return {
    list: async () =>
      mapValue(await api.list(root, VERSION, Repository, azureTokenPaging), (all) =>
        all.flatMap(({ id, name, defaultBranch, remoteUrl, isDisabled }) =>
          // One without a default branch is empty; a disabled one cannot be read.
          defaultBranch == null || remoteUrl == null || isDisabled === true
            ? []
            : [{ organization, repository: name, repositoryId: id, url: remoteUrl, defaultBranch, labels: [] }],
        ),
      ),
    branches: async ({ repositoryId, defaultBranch }) => {
      // The filter is a prefix of the name without "refs/".
      const filter = allBranches === true ? 'heads/' : `heads/${defaultBranch.replace(HEADS, '')}`;
      const query = { ...VERSION, filter, $top: 1000 };
      const found = await api.list(`${root}/${segment(repositoryId)}/refs`, query, Ref, azureTokenPaging);
      if (!found.ok) return found;
      const wanted = found.value.filter(({ name }) => allBranches === true || name === `refs/${filter}`);
      return succeed(wanted.map(({ name, objectId }) => ({ name: name.replace(HEADS, ''), sha: objectId })));
    },
    hasPath: async ({ repositoryId }, branch, path) =>
      api.exists(
        `${root}/${segment(repositoryId)}/items`,
        {
          ...VERSION,
          path: `/${path}`,
          'versionDescriptor.version': refOf(branch),
          'versionDescriptor.versionType': isFullSha(branch.sha) ? 'commit' : 'branch',
          // Tells about a file without sending it.
          $format: 'json',
        },
        'GET',
      ),
  };
}

export function azurePullRequests(api: ScmApi, options: AzureRepository): PullRequestReader {
  const { organization, project, repo, labels } = options;
  return async () => {
    const path = `/${segment(organization)}/${segment(project)}/_apis/git/repositories/${segment(repo)}/pullrequests`;
    const query = { ...VERSION, 'searchCriteria.status': 'active' };
    const found = await api.list(path, query, PullRequest, azureSkipPaging);
    return mapValue(found, (all) =>
      all
        .map((one) => ({
          number: one.pullRequestId,
          title: one.title,
          branch: one.sourceRefName.replace(HEADS, ''),
          targetBranch: one.targetRefName.replace(HEADS, ''),
          headSHA: one.lastMergeSourceCommit.commitId,
          labels: (one.labels ?? []).map(({ name }) => name),
          // The part before the @ of an e-mail address.
          author: one.createdBy.uniqueName.split('@')[0] ?? '',
        }))
        .filter(carriesAll(labels)),
    );
  };
}

const Repository = z.object({
  id: z.string(),
  name: z.string(),
  defaultBranch: z.string().nullish(),
  remoteUrl: z.string().nullish(),
  isDisabled: z.boolean().optional(),
});

const Ref = z.object({ name: z.string(), objectId: z.string() });

const PullRequest = z.object({
  pullRequestId: z.int(),
  title: z.string(),
  sourceRefName: z.string(),
  targetRefName: z.string(),
  lastMergeSourceCommit: z.object({ commitId: z.string() }),
  labels: z.array(z.object({ name: z.string() })).nullish(),
  createdBy: z.object({ uniqueName: z.string() }),
});
