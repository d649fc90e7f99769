import { z } from 'zod';
import type { ScmBranch } from '#core/generators/facts/scm-facts.ts';
import { succeed } from '#core/model/result.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import { bitbucketPaging } from '../reading/paging.ts';
import { type ScmApi, segment, segments } from '../reading/scm-api.ts';
import {
  cloneUrl,
  mapAll,
  mapValue,
  type PullRequestReader,
  type RepositoryReader,
  refOf,
} from './provider-readers.ts';

type CloudAccount = Extract<ScmProvider, { kind: 'bitbucket' }>['options'];
type CloudRepository = Extract<PullRequestProvider, { kind: 'bitbucket' }>['options'];

/** Bitbucket Cloud's REST API 2.0. */
export function bitbucketRepositories(api: ScmApi, { owner, allBranches }: CloudAccount): RepositoryReader {
  const pathOf = (repository: string): string => `/repositories/${segment(owner)}/${segment(repository)}`;
  return {
    list: async (protocol) => {
      const query = { role: 'member', sort: 'created_on' };
      const found = await api.list(`/repositories/${segment(owner)}`, query, Repository, bitbucketPaging(100));
      if (!found.ok) return found;
      return mapAll(found.value, (one) => {
        const linkOf = (name: string): string => one.links.clone.find((link) => link.name === name)?.href ?? '';
        return mapValue(cloneUrl(protocol, { ssh: linkOf('ssh'), https: linkOf('https') }), (url) => ({
          organization: owner,
          repository: one.slug,
          repositoryId: one.uuid,
          url,
          defaultBranch: one.mainbranch?.name ?? '',
          labels: [],
        }));
      });
    },
    branches: async ({ repository, defaultBranch }) => {
      const path = `${pathOf(repository)}/refs/branches`;
      if (allBranches === true)
        return mapValue(await api.list(path, { sort: 'name' }, Branch, bitbucketPaging(100)), (all) =>
          all.map(toBranch),
        );
      if (defaultBranch === '') return succeed([]);
      const found = await api.find(`${path}/${segments(defaultBranch)}`, {}, Branch);
      return mapValue(found, (branch) => (branch ? [toBranch(branch)] : []));
    },
    hasPath: async ({ repository }, branch, path) =>
      api.exists(`${pathOf(repository)}/src/${segment(refOf(branch))}/${segments(path)}`, { format: 'meta' }, 'GET'),
  };
}

export function bitbucketPullRequests(api: ScmApi, { owner, repo }: CloudRepository): PullRequestReader {
  return async () => {
    const path = `/repositories/${segment(owner)}/${segment(repo)}/pullrequests`;
    // More than 50 a page is refused.
    const found = await api.list(path, { state: 'OPEN', sort: 'created_on' }, PullRequest, bitbucketPaging(50));
    return mapValue(found, (all) =>
      all.map((one) => ({
        number: one.id,
        title: one.title,
        branch: one.source.branch.name,
        targetBranch: one.destination.branch.name,
        headSHA: one.source.commit?.hash ?? '',
        labels: [],
        author: one.author?.nickname ?? '',
      })),
    );
  };
}

const Repository = z.object({
  uuid: z.string(),
  slug: z.string(),
  mainbranch: z.object({ name: z.string() }).nullish(),
  links: z.object({ clone: z.array(z.object({ name: z.string(), href: z.string() })).default([]) }),
});

const Branch = z.object({ name: z.string(), target: z.object({ hash: z.string() }) });

const PullRequest = z.object({
  id: z.int(),
  title: z.string(),
  // The fork that a request comes from may be gone.
  source: z.object({ branch: z.object({ name: z.string() }), commit: z.object({ hash: z.string() }).nullish() }),
  destination: z.object({ branch: z.object({ name: z.string() }) }),
  author: z.object({ nickname: z.string() }).nullish(),
});

function toBranch({ name, target }: z.infer<typeof Branch>): ScmBranch {
  return { name, sha: target.hash };
}
