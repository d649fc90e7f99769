import type { Repository } from '#core/resources/repository.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitCopies, GitSource } from '../ports/git-source.port.ts';
import { commitOf, repositoryKey } from './repository-lookup.ts';
import type { RepositoryCredentials } from './repository-credentials.ts';

export interface FetchAheadPorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly git: Pick<GitSource, 'ensureCommit'> & GitCopies;
  readonly credentials: RepositoryCredentials;
}

/**
 * Fetches a commit as soon as a Repository names it, where the commit before it is here: while the hub still looks whom it concerns. A
 * worker that has had nothing to do with the repository fetches nothing. What fails is left to the sync, which says so. Answers what
 * ends it.
 */
export function fetchAhead({ controlPlane, git, credentials }: FetchAheadPorts): () => void {
  const ending = new AbortController();
  const view = controlPlane.view('Repository');
  const known = new Map(view.list().map((repository) => [repositoryKey(repository), repository]));
  const fetch = async (before: Repository, after: Repository) => {
    // Packages are small, and fetched when they are wanted.
    if (after.spec.type !== 'git') return;
    const address = await credentials.addressOf(after);
    if (!address.ok) return;
    for (const { revision, commit } of after.status.refs ?? []) {
      const last = commitOf(before, revision);
      if (last === undefined || last === commit || !(await git.holds(address.value, last))) continue;
      await git.ensureCommit(address.value, commit, ending.signal);
    }
  };
  const unfollow = view.onChange(({ namespace, name }, after) => {
    const key = `${namespace}/${name}`;
    const before = known.get(key);
    if (after === undefined) known.delete(key);
    else known.set(key, after);
    if (before !== undefined && after !== undefined) void fetch(before, after).catch(() => undefined);
  });
  return () => {
    unfollow();
    ending.abort();
  };
}
