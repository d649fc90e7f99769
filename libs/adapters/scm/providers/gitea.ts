import { z } from 'zod';
import type { ScmBranch, ScmRepository } from '#core/generators/facts/scm-facts.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import { giteaPaging } from '../reading/paging.ts';
import { type ScmApi, segment, segments } from '../reading/scm-api.ts';
import {
  askAll,
  carriesAll,
  cloneUrl,
  mapValue,
  type PullRequestReader,
  type RepositoryReader,
  refOf,
} from './provider-readers.ts';

type GiteaAccount = Extract<ScmProvider, { kind: 'gitea' }>['options'];
type GiteaRepository = Extract<PullRequestProvider, { kind: 'gitea' }>['options'];

/** The API of Gitea and Forgejo, version 1. */
export function giteaBase(api: string): string {
  const bare = api.replace(/\/+$/, '');
  return bare.endsWith('/api/v1') ? bare : `${bare}/api/v1`;
}

export function giteaRepositories(api: ScmApi, options: GiteaAccount): RepositoryReader {
  return {
    list: async (protocol) => {
      const found = await api.list(`/orgs/${segment(options.owner)}/repos`, {}, Repository, giteaPaging);
      if (!found.ok) return found;
      const wanted = found.value.filter(({ archived }) => options.excludeArchivedRepos !== true || archived !== true);
      return askAll(wanted, async (one) => describe(api, options.owner, one, protocol));
    },
    branches: async ({ repository, defaultBranch }) => {
      const path = `/repos/${segment(options.owner)}/${segment(repository)}/branches`;
      if (options.allBranches === true)
        return mapValue(await api.list(path, {}, Branch, giteaPaging), (all) => all.map(toBranch));
      if (defaultBranch === '') return succeed([]);
      const found = await api.find(`${path}/${segments(defaultBranch)}`, {}, Branch);
      if (!found.ok) return found;
      if (found.value) return succeed([toBranch(found.value)]);
      return fail({ kind: 'not-found', message: `it has no default branch ${defaultBranch}, though it is not empty` });
    },
    hasPath: async ({ repository }, branch, path) =>
      api.exists(
        `/repos/${segment(options.owner)}/${segment(repository)}/contents/${segments(path)}`,
        { ref: refOf(branch) },
        'GET',
      ),
  };
}

export function giteaPullRequests(api: ScmApi, { owner, repo, labels }: GiteaRepository): PullRequestReader {
  return async () => {
    const path = `/repos/${segment(owner)}/${segment(repo)}/pulls`;
    const found = await api.list(path, { state: 'open', sort: 'oldest' }, PullRequest, giteaPaging);
    return mapValue(found, (all) =>
      all
        .map((one) => ({
          number: one.number,
          title: one.title,
          branch: one.head.ref,
          targetBranch: one.base.ref,
          headSHA: one.head.sha,
          labels: (one.labels ?? []).map(({ name }) => name),
          author: one.user?.login ?? '',
        }))
        .filter(carriesAll(labels)),
    );
  };
}

/** As with Argo CD, a repository's labels are those of its issues, and https means the page's address, which git takes as well. */
async function describe(
  api: ScmApi,
  owner: string,
  one: z.infer<typeof Repository>,
  protocol: string,
): Promise<Result<ScmRepository, ScmFailure>> {
  const url = cloneUrl(protocol, { ssh: one.ssh_url, https: one.html_url });
  if (!url.ok) return url;
  const labels = await api.list(`/repos/${segment(owner)}/${segment(one.name)}/labels`, {}, Label, giteaPaging);
  return mapValue(labels, (all) => ({
    organization: owner,
    repository: one.name,
    repositoryId: one.id,
    url: url.value,
    defaultBranch: one.empty === true ? '' : one.default_branch,
    labels: all.map(({ name }) => name),
  }));
}

const Repository = z.object({
  id: z.int(),
  name: z.string(),
  ssh_url: z.string(),
  html_url: z.string(),
  default_branch: z.string(),
  archived: z.boolean().optional(),
  empty: z.boolean().optional(),
});

const Label = z.object({ name: z.string() });

const Branch = z.object({ name: z.string(), commit: z.object({ id: z.string() }) });

const PullRequest = z.object({
  number: z.int(),
  title: z.string(),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
  labels: z.array(Label).nullish(),
  user: z.object({ login: z.string() }).nullish(),
});

function toBranch({ name, commit }: z.infer<typeof Branch>): ScmBranch {
  return { name, sha: commit.id };
}
