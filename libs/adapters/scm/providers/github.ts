import { z } from 'zod';
import type { ScmBranch } from '#core/generators/facts/scm-facts.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import { githubPaging } from '../reading/paging.ts';
import { type ScmApi, segment, segments } from '../reading/scm-api.ts';
import {
  carriesAll,
  cloneUrl,
  mapAll,
  mapValue,
  type PullRequestReader,
  type RepositoryReader,
  refOf,
} from './provider-readers.ts';

type GithubAccount = Extract<ScmProvider, { kind: 'github' }>['options'];
type GithubRepository = Extract<PullRequestProvider, { kind: 'github' }>['options'];

/** GitHub's REST API, version 2022-11-28. An installation of one's own has it under /api/v3. */
export function githubBase(api: string): string {
  const url = new URL(api);
  const isApi = url.hostname.startsWith('api.') || url.hostname.includes('.api.') || /\/api\/v3\/?$/.test(url.pathname);
  return isApi ? api : `${api.replace(/\/+$/, '')}/api/v3`;
}

export const githubHeaders = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };

export function githubRepositories(
  api: ScmApi,
  { organization, allBranches, excludeArchivedRepos }: GithubAccount,
): RepositoryReader {
  return {
    list: async (protocol) => {
      const path = `/orgs/${segment(organization)}/repos`;
      const found = await api.list(path, { sort: 'created', direction: 'asc' }, Repository, githubPaging);
      if (!found.ok) return found;
      const wanted = found.value.filter(({ archived }) => excludeArchivedRepos !== true || archived !== true);
      return mapAll(wanted, (one) =>
        mapValue(cloneUrl(protocol, { ssh: one.ssh_url, https: one.clone_url }), (url) => ({
          organization: one.owner.login,
          repository: one.name,
          repositoryId: one.id,
          url,
          defaultBranch: one.default_branch,
          labels: one.topics,
        })),
      );
    },
    branches: async ({ organization: owner, repository, defaultBranch }) => {
      const path = `/repos/${segment(owner)}/${segment(repository)}/branches`;
      if (allBranches === true)
        return mapValue(await api.list(path, {}, Branch, githubPaging), (all) => all.map(toBranch));
      const found = await api.find(`${path}/${segment(defaultBranch)}`, {}, Branch);
      return mapValue(found, (branch) => (branch ? [toBranch(branch)] : []));
    },
    hasPath: async ({ organization: owner, repository }, branch, path) =>
      api.exists(
        `/repos/${segment(owner)}/${segment(repository)}/contents/${segments(path)}`,
        { ref: refOf(branch) },
        'HEAD',
      ),
  };
}

export function githubPullRequests(api: ScmApi, { owner, repo, labels }: GithubRepository): PullRequestReader {
  return async () => {
    const path = `/repos/${segment(owner)}/${segment(repo)}/pulls`;
    const found = await api.list(path, { state: 'open', sort: 'created', direction: 'asc' }, PullRequest, githubPaging);
    return mapValue(found, (all) =>
      all
        .map((one) => ({
          number: one.number,
          title: one.title,
          branch: one.head.ref,
          targetBranch: one.base.ref,
          headSHA: one.head.sha,
          labels: one.labels.map(({ name }) => name),
          author: one.user?.login ?? '',
        }))
        .filter(carriesAll(labels)),
    );
  };
}

const Repository = z.object({
  id: z.int(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  ssh_url: z.string(),
  clone_url: z.string(),
  default_branch: z.string(),
  topics: z.array(z.string()).default([]),
  archived: z.boolean().optional(),
});

const Branch = z.object({ name: z.string(), commit: z.object({ sha: z.string() }) });

const PullRequest = z.object({
  number: z.int(),
  title: z.string(),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
  labels: z.array(z.object({ name: z.string() })),
  // The account of the author may be gone.
  user: z.object({ login: z.string() }).nullish(),
});

function toBranch({ name, commit }: z.infer<typeof Branch>): ScmBranch {
  return { name, sha: commit.sha };
}
