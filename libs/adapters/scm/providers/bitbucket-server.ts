import { z } from 'zod';
import type { ScmRepository } from '#core/generators/facts/scm-facts.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import { bitbucketServerPaging } from '../reading/paging.ts';
import { type ScmApi, segment, segments } from '../reading/scm-api.ts';
import {
  cloneUrl,
  mapAll,
  mapValue,
  type PullRequestReader,
  type RepositoryReader,
  refOf,
} from './provider-readers.ts';

type ServerAccount = Extract<ScmProvider, { kind: 'bitbucketServer' }>['options'];
type ServerRepository = Extract<PullRequestProvider, { kind: 'bitbucketServer' }>['options'];

/** The REST API 1.0 of Bitbucket Server and Data Center. */
export function bitbucketServerBase(api: string): string {
  const bare = api.replace(/\/+$/, '');
  return `${bare.endsWith('/rest') ? bare : `${bare}/rest`}/api/1.0`;
}

export function bitbucketServerRepositories(api: ScmApi, options: ServerAccount): RepositoryReader {
  return {
    list: async (protocol) => {
      const path = `/projects/${segment(options.project)}/repos`;
      const found = await api.list(path, {}, Repository, bitbucketServerPaging);
      if (!found.ok) return found;
      return mapAll(found.value, (one) => {
        const linkOf = (name: string): string => one.links.clone.find((link) => link.name === name)?.href ?? '';
        return mapValue(cloneUrl(protocol, { ssh: linkOf('ssh'), https: linkOf('http') }), (url) => ({
          organization: one.project.key,
          repository: one.name,
          repositoryId: one.id,
          url,
          // Listings do not tell; a list of branches does.
          defaultBranch: '',
          labels: [],
        }));
      });
    },
    branches: async (repository) => {
      const found = await api.list(`${pathOf(repository)}/branches`, {}, Branch, bitbucketServerPaging);
      return mapValue(found, (all) =>
        all
          .filter(({ isDefault }) => options.allBranches === true || isDefault === true)
          .map(({ displayId, latestCommit }) => ({ name: displayId, sha: latestCommit })),
      );
    },
    hasPath: async (repository, branch, path) =>
      api.exists(`${pathOf(repository)}/browse/${segments(path)}`, { at: refOf(branch), type: true }, 'GET'),
  };
}

export function bitbucketServerPullRequests(api: ScmApi, { project, repo }: ServerRepository): PullRequestReader {
  return async () => {
    const path = `/projects/${segment(project)}/repos/${segment(repo)}/pull-requests`;
    const found = await api.list(path, { state: 'OPEN', order: 'OLDEST' }, PullRequest, bitbucketServerPaging);
    return mapValue(found, (all) =>
      all.map((one) => ({
        number: one.id,
        title: one.title,
        branch: one.fromRef.displayId,
        targetBranch: one.toRef.displayId,
        headSHA: one.fromRef.latestCommit,
        labels: [],
        author: one.author.user.name,
      })),
    );
  };
}

/** Paths take the slug, sets see the name. The slug ends the clone address; without one, it is made of the name as the service does. */
function pathOf({ organization, repository, url }: ScmRepository): string {
  const slug = /\/([^/]+?)(?:\.git)?\/?$/.exec(url)?.[1] ?? repository.toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
  return `/projects/${segment(organization)}/repos/${segment(slug)}`;
}

const Repository = z.object({
  id: z.int(),
  name: z.string(),
  project: z.object({ key: z.string() }),
  links: z.object({ clone: z.array(z.object({ name: z.string(), href: z.string() })).default([]) }),
});

const Branch = z.object({ displayId: z.string(), latestCommit: z.string(), isDefault: z.boolean().optional() });

const PullRequest = z.object({
  id: z.int(),
  title: z.string(),
  fromRef: z.object({ displayId: z.string(), latestCommit: z.string() }),
  toRef: z.object({ displayId: z.string() }),
  author: z.object({ user: z.object({ name: z.string() }) }),
});
