import { z } from 'zod';
import type { ScmBranch } from '#core/generators/facts/scm-facts.ts';
import { succeed } from '#core/model/result.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import { githubPaging, gitlabPaging } from '../reading/paging.ts';
import { type ScmApi, segment } from '../reading/scm-api.ts';
import {
  carriesAll,
  cloneUrl,
  mapAll,
  mapValue,
  type PullRequestReader,
  type RepositoryReader,
  refOf,
} from './provider-readers.ts';

type GitlabAccount = Extract<ScmProvider, { kind: 'gitlab' }>['options'];
type GitlabRepository = Extract<PullRequestProvider, { kind: 'gitlab' }>['options'];

/** GitLab's REST API, version 4. */
export function gitlabBase(api: string): string {
  const bare = api.replace(/\/+$/, '');
  return bare.endsWith('/api/v4') ? bare : `${bare}/api/v4`;
}

export function gitlabRepositories(api: ScmApi, options: GitlabAccount): RepositoryReader {
  return {
    list: async (protocol) => {
      const found = await api.list(
        `/groups/${segment(options.group)}/projects`,
        search(options),
        Project,
        gitlabPaging,
      );
      if (!found.ok) return found;
      return mapAll(found.value, (one) =>
        mapValue(cloneUrl(protocol, { ssh: one.ssh_url_to_repo, https: one.http_url_to_repo }), (url) => ({
          organization: one.namespace.full_path,
          repository: one.path,
          repositoryId: one.id,
          url,
          defaultBranch: one.default_branch ?? '',
          // Before 14.5 topics were called tags.
          labels: one.topics && one.topics.length > 0 ? one.topics : (one.tag_list ?? []),
        })),
      );
    },
    branches: async ({ repositoryId, defaultBranch }) => {
      const path = `/projects/${segment(repositoryId)}/repository/branches`;
      if (options.allBranches === true)
        return mapValue(await api.list(path, {}, Branch, gitlabPaging), (all) => all.map(toBranch));
      if (defaultBranch === '') return succeed([]);
      const found = await api.find(`${path}/${segment(defaultBranch)}`, {}, Branch);
      return mapValue(found, (branch) => (branch ? [toBranch(branch)] : []));
    },
    // One request knows files and directories alike only by looking into the directory that holds them.
    hasPath: async ({ repositoryId }, branch, path) => {
      const parent = path.split('/').slice(0, -1).join('/');
      const query = { path: parent, ref: refOf(branch) };
      const found = await api.list(
        `/projects/${segment(repositoryId)}/repository/tree`,
        query,
        TreeEntry,
        githubPaging,
      );
      if (!found.ok) return found.failure.kind === 'not-found' ? succeed(false) : found;
      return succeed(found.value.some((entry) => entry.path === path));
    },
  };
}

export function gitlabPullRequests(
  api: ScmApi,
  { project, labels, pullRequestState }: GitlabRepository,
): PullRequestReader {
  return async () => {
    const query = {
      // GitLab knows locked ones only by this state; without one it lists all.
      state: pullRequestState === '' ? undefined : pullRequestState,
      labels: labels && labels.length > 0 ? labels.join(',') : undefined,
      order_by: 'created_at',
      sort: 'asc',
    };
    const found = await api.list(`/projects/${segment(project)}/merge_requests`, query, MergeRequest, gitlabPaging);
    return mapValue(found, (all) =>
      all
        .map((one) => ({
          number: one.iid,
          title: one.title,
          branch: one.source_branch,
          targetBranch: one.target_branch,
          headSHA: one.sha ?? '',
          labels: one.labels,
          author: one.author?.username ?? '',
        }))
        .filter(carriesAll(labels)),
    );
  };
}

function search(options: GitlabAccount): Record<string, string | boolean | undefined> {
  return {
    include_subgroups: options.includeSubgroups ?? false,
    with_shared: options.includeSharedProjects ?? true,
    archived: options.includeArchivedRepos === true ? undefined : false,
    topic: options.topic === '' ? undefined : options.topic,
    order_by: 'created_at',
    sort: 'asc',
  };
}

const Project = z.object({
  id: z.int(),
  path: z.string(),
  namespace: z.object({ full_path: z.string() }),
  ssh_url_to_repo: z.string(),
  http_url_to_repo: z.string(),
  default_branch: z.string().nullish(),
  topics: z.array(z.string()).nullish(),
  tag_list: z.array(z.string()).nullish(),
});

const Branch = z.object({ name: z.string(), commit: z.object({ id: z.string() }) });

const TreeEntry = z.object({ path: z.string() });

const MergeRequest = z.object({
  iid: z.int(),
  title: z.string(),
  source_branch: z.string(),
  target_branch: z.string(),
  sha: z.string().nullish(),
  labels: z.array(z.string()),
  author: z.object({ username: z.string() }).nullish(),
});

function toBranch({ name, commit }: z.infer<typeof Branch>): ScmBranch {
  return { name, sha: commit.id };
}
