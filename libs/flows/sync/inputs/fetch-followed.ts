import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { GitSource, RepositoryAddress } from '../../ports/sources/git-source.port.ts';
import type { RepositoryCredentials } from '../../repositories/repository-credentials.ts';
import type { NeededChart } from '../../sources/chart-dependencies.ts';
import { findUnresolved, type FollowedRevision, pinAddress, syncedCommit } from './follow-sources.ts';
import { gitBlocker } from './source-blockers.ts';

interface FetchPorts {
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
}

/** What a revision means, there to be read. */
export interface FetchedRevision {
  readonly address: RepositoryAddress;
  readonly commit: string;
}

/** Makes sure that every commit is in its mirror, and every package here. All revisions are resolved. */
export async function fetchFollowed(
  followed: readonly FollowedRevision[],
  ports: FetchPorts,
  signal: AbortSignal,
): Promise<Result<FetchedRevision[], Blocker>> {
  const fetched: FetchedRevision[] = [];
  for (const one of followed) {
    const read = await fetchOne(one, ports, signal);
    if (!read.ok) return read;
    fetched.push(read.value);
  }
  return succeed(fetched);
}

/** The addresses of what charts depend on, pinned, by the names of the dependencies. */
export async function fetchNeededCharts(
  needed: readonly NeededChart[],
  ports: FetchPorts,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, RepositoryAddress>, Blocker>> {
  const unresolved = findUnresolved(needed);
  if (unresolved !== undefined) return fail(unresolved);
  const charts = new Map<string, RepositoryAddress>();
  for (const chart of needed) {
    const read = await fetchOne(chart, ports, signal);
    if (!read.ok) return read;
    charts.set(chart.id, read.value.address);
  }
  return succeed(charts);
}

async function fetchOne(
  followed: FollowedRevision,
  { git, credentials }: FetchPorts,
  signal: AbortSignal,
): Promise<Result<FetchedRevision, Blocker>> {
  const { repository } = followed;
  const commit = syncedCommit(followed);
  if (commit === undefined) throw new Error('a revision without a commit was not refused');
  const known = await credentials.addressOf(repository);
  if (!known.ok) return fail({ reason: 'CredentialsMissing', message: known.failure, retry: 'slowly' });
  const address = pinAddress(known.value, followed);
  const ensured = await git.ensureCommit(address, commit, signal);
  if (ensured.ok) return succeed({ address, commit });
  credentials.forgetAfter(repository, ensured.failure);
  return fail(gitBlocker(ensured.failure));
}
