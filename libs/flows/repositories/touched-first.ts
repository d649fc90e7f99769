import { sourcesOf } from '#core/sources/application-sources.ts';
import { readTenantRevision } from '#core/revisions/tenant-revision.ts';
import type { Application } from '#core/resources/application.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { GitCopies, GitSource, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import type { RepositoryCredentials } from './repository-credentials.ts';
import { commitOf } from './repository-lookup.ts';

export interface TouchPorts {
  readonly git: Pick<GitSource, 'listTree'> & Pick<GitCopies, 'holds'>;
  readonly credentials: RepositoryCredentials;
}

/** A Repository that has come to name other commits. */
export interface RepositoryChange {
  readonly before: Repository;
  readonly after: Repository;
}

/** Ids of files and folders by path, before and after. */
type IdsAt = (path: string) => readonly [string | undefined, string | undefined];

/** Applications by who should be looked at first, each in the order given. */
export interface ByTouch {
  readonly touched: readonly Application[];
  readonly others: readonly Application[];
}

/**
 * The Applications whose paths hold other files than before, and all others. An order and no more: what else an Application reads is
 * not looked at, and where both commits are not here nobody counts as touched. The server is not asked.
 */
export async function touchedFirst(
  applications: readonly Application[],
  change: RepositoryChange,
  ports: TouchPorts,
): Promise<ByTouch> {
  const changes = await readChanges(change, ports);
  const isTouched = ({ spec }: Application) =>
    sourcesOf(spec).some(({ source }) => changes.some((idsAt) => differs(idsAt(trimmed(source.path ?? '')))));
  const touched = new Set(applications.filter(isTouched));
  return { touched: [...touched], others: applications.filter((application) => !touched.has(application)) };
}

function differs([before, after]: ReturnType<IdsAt>): boolean {
  return before !== after;
}

/** `./apps/web/` is `apps/web`. */
function trimmed(path: string): string {
  return path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/');
}

async function readChanges({ before, after }: RepositoryChange, { git, credentials }: TouchPorts): Promise<IdsAt[]> {
  if (after.spec.type !== 'git') return [];
  const address = await credentials.addressOf(after);
  if (!address.ok) return [];
  const pairs = new Map<string, readonly [string, string]>();
  for (const { revision, commit } of after.status.refs ?? []) {
    const last = commitOf(before, revision);
    if (last !== undefined && last !== commit) pairs.set(readTenantRevision(revision).revision, [last, commit]);
  }
  const changes = await Promise.all([...pairs.values()].map((commits) => readChange(address.value, commits, git)));
  return changes.filter((idsAt) => idsAt !== undefined);
}

async function readChange(
  repository: RepositoryAddress,
  commits: readonly [string, string],
  git: TouchPorts['git'],
): Promise<IdsAt | undefined> {
  const held = await Promise.all(commits.map((commit) => git.holds(repository, commit)));
  if (held.includes(false)) return undefined;
  const [before, after] = await Promise.all(commits.map((commit) => readIds(repository, commit, git)));
  return before && after && ((path) => [before.get(path), after.get(path)]);
}

async function readIds(
  repository: RepositoryAddress,
  commit: string,
  git: Pick<GitSource, 'listTree'>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const listed = await git.listTree(repository, commit);
  return listed.ok ? new Map(Array.from(listed.value, ({ path, id }) => [path, id])) : undefined;
}
