import { fail, succeed, type Result } from '#core/model/result.ts';
import { cannotHold, readHold } from '#core/operations/read-hold.ts';
import { packageRevision } from '#core/packages/package-revision.ts';
import { pinnedPackage, shownVersion } from '#core/packages/pinned-package.ts';
import type { Application } from '#core/resources/application.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { revisionForTenant } from '#core/revisions/tenant-revision.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { SyncTarget } from '#core/sync-target/locate-target.ts';
import type { RepositoryAddress } from '../../ports/sources/git-source.port.ts';
import { commitOf, findRepository, refOf, repositoryKey, whyUnresolved } from '../../repositories/repository-lookup.ts';

/** A Repository that an Application is synced from, and the revision that it follows there. */
export interface FollowedRevision {
  readonly repository: Repository;
  readonly revision: string;
  /** Of a chart: whether the repository's credentials go along to other hosts that it keeps charts on. */
  readonly passCredentials: boolean;
  /** Where a person holds the Application at an earlier commit. */
  readonly held?: string | undefined;
}

/** The commit that is synced, newest or held. */
export function syncedCommit({ repository, revision, held }: FollowedRevision): string | undefined {
  return held ?? commitOf(repository, revision);
}

/** The Repositories, with those in place that were read past the view. */
export function withFresh(known: readonly Repository[], fresh: readonly Repository[]): readonly Repository[] {
  if (fresh.length === 0) return known;
  const newer = new Map(fresh.map((repository) => [repositoryKey(repository), repository]));
  return known.map((repository) => newer.get(repositoryKey(repository)) ?? repository);
}

/** What an Application follows: one revision for each source. */
export function followSources(
  { tenant, sources }: SyncTarget,
  repositories: readonly Repository[],
): Result<FollowedRevision[], Blocker> {
  const followed: FollowedRevision[] = [];
  for (const { source } of sources) {
    const found = findRepository(repositories, tenant.metadata.name, source.repoURL);
    if (!found.ok) return fail({ reason: 'RepositoryMissing', message: found.failure, retry: 'on-change' });
    const repository = found.value;
    const mismatch = findMismatch(repository, source);
    if (mismatch !== undefined) return fail({ reason: 'RepositoryMismatch', message: mismatch, retry: 'on-change' });
    const passCredentials = source.helm?.passCredentials === true;
    followed.push({ repository, revision: revisionOf(repository, tenant, source), passCredentials });
  }
  return succeed(followed);
}

/** The same at the commits that a person holds the Application at, where one does. Only git keeps its past. */
export function holdSources(
  application: Application,
  followed: readonly FollowedRevision[],
): Result<readonly FollowedRevision[], Blocker> {
  const hold = readHold(application, followed.length);
  if (hold.kind === 'free') return succeed(followed);
  if (hold.kind === 'impossible') return fail(hold.blocker);
  const other = followed.find(({ repository }) => repository.spec.type !== 'git');
  if (other !== undefined)
    return fail(
      cannotHold(`${other.repository.spec.url} is no git repository, name the version as targetRevision instead`),
    );
  return succeed(followed.map((one, index) => ({ ...one, held: hold.commits[index] })));
}

/** Why one of the revisions cannot be fetched yet. */
export function findUnresolved(followed: readonly FollowedRevision[]): Blocker | undefined {
  const unresolved = followed.find((one) => syncedCommit(one) === undefined);
  if (unresolved === undefined) return undefined;
  const message = whyUnresolved(unresolved.repository, unresolved.revision);
  return { reason: 'RevisionUnresolved', message, retry: 'on-change' };
}

/** What the status of an Application says of its first source: the commit, of a chart its version. All are resolved. */
export function shownCommit([first]: readonly FollowedRevision[]): string {
  const ref = first && refOf(first.repository, first.revision);
  if (first?.held !== undefined) return first.held;
  if (first === undefined || ref === undefined) throw new Error('an Application without sources was not refused');
  return first.repository.spec.type === 'git' ? ref.commit : shownVersion(pinnedPackage(ref));
}

function revisionOf(repository: Repository, tenant: Tenant, source: ApplicationSource): string {
  const revision = repository.spec.type === 'git' ? source.targetRevision : packageRevision(source);
  return revisionForTenant(repository, tenant, revision);
}

function findMismatch({ spec: { type, url } }: Repository, { chart }: ApplicationSource): string | undefined {
  if (chart && type === 'git')
    return `Chart ${chart} cannot come from ${url}, which is registered as a git repository: set type of its Repository to helm or oci, or name a path.`;
  if (!chart && type === 'helm') return `Repository ${url} holds charts: name one as chart of the source.`;
  return undefined;
}

/** The address with the package that the revision means; git's is complete as it is. */
export function pinAddress(
  address: RepositoryAddress,
  { repository, revision, passCredentials }: FollowedRevision,
): RepositoryAddress {
  const ref = refOf(repository, revision);
  if (repository.spec.type === 'git' || ref === undefined) return address;
  return { ...address, package: pinnedPackage(ref), passCredentials };
}
