import { branchRefs } from '#core/revisions/branch-refs.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitCopies, GitSource } from '../ports/sources/git-source.port.ts';
import type { PushAnnouncements } from '../ports/sources/push-announcements.port.ts';
import { commitOf, repositoryKey } from './repository-lookup.ts';
import type { RepositoryCredentials } from './repository-credentials.ts';

export interface FetchAheadPorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly git: Pick<GitSource, 'ensureCommit'> & GitCopies;
  readonly credentials: RepositoryCredentials;
  readonly pushes: Pick<PushAnnouncements, 'follow'>;
}

/**
 * Fetches what will be wanted soon, where the commit before it is here: a repository that this process has nothing to do with is left
 * alone. What fails is left to whoever needs it, who says so. Answers what ends it.
 */
export function fetchAhead(ports: FetchAheadPorts): () => void {
  const ending = new AbortController();
  const endings = [followCommits(ports, ending.signal), followPushes(ports, ending.signal)];
  return () => {
    for (const end of endings) end();
    ending.abort();
  };
}

/** A commit that a Repository has come to name, while the hub still looks whom it concerns. */
function followCommits({ controlPlane, git, credentials }: FetchAheadPorts, signal: AbortSignal): () => void {
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
      await git.ensureCommit(address.value, commit, signal);
    }
  };
  return view.onChange(({ namespace, name }, after) => {
    const key = `${namespace}/${name}`;
    const before = known.get(key);
    if (after === undefined) known.delete(key);
    else known.set(key, after);
    if (before !== undefined && after !== undefined) void fetch(before, after).catch(() => undefined);
  });
}

/** The branches in use of a repository that somebody pushed to, while the hub still asks it what they mean now; once at a time. */
function followPushes({ controlPlane, git, credentials, pushes }: FetchAheadPorts, signal: AbortSignal): () => void {
  const fetching = new Set<string>();
  const fetch = async (repository: Repository) => {
    const refs = repository.status.refs ?? [];
    const branches = branchRefs(refs.map(({ revision }) => revision));
    const address = await credentials.addressOf(repository);
    if (!address.ok || branches.length === 0) return;
    const held = await Promise.all(refs.map(({ commit }) => git.holds(address.value, commit)));
    if (held.includes(true)) await git.fetchRefs(address.value, branches, signal);
  };
  return pushes.follow((key) => {
    const [namespace = '', name = ''] = key.split('/');
    const repository = controlPlane.view('Repository').get({ namespace, name });
    if (repository?.spec.type !== 'git' || fetching.has(key)) return;
    fetching.add(key);
    void fetch(repository)
      .catch(() => undefined)
      .finally(() => fetching.delete(key));
  });
}
