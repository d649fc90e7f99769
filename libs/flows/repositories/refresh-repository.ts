import { isDeepEqual } from '#core/model/deep-equal.ts';
import { formatTime } from '#core/model/text/format-time.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { RevisionAnswers } from '#core/revisions/revision-answer.ts';
import { statusOfAnswer, statusOfFailure } from '#core/revisions/repository-status.ts';
import { policiesOf } from '#core/repositories/integrity-policies.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { Repository, RepositoryStatus } from '#core/resources/repository.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitFailure, GitRevisions, GitSource, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import type { PackageSource } from '../ports/sources/package-source.port.ts';
import { readPackages } from './read-packages.ts';
import { type FetchFailure, readRevisions } from './read-revisions.ts';
import type { RepositoryCredentials } from './repository-credentials.ts';

export interface RefreshPorts {
  readonly controlPlane: Pick<ControlPlane, 'applyStatus' | 'view'>;
  readonly git: GitSource & GitRevisions;
  readonly packages: PackageSource;
  readonly credentials: RepositoryCredentials;
  readonly clock: Clock;
}

export type RefreshOutcome = 'unchanged' | 'changed' | 'failed';

/**
 * Reads the refs of a repository with one `ls-remote`, or the index of its charts, makes sure that what is in use can be read, and
 * states in the Repository's status what each revision in use means: one write when something changed, none otherwise. A commit is
 * announced only after it could be fetched, so whoever reads the status can read the commit.
 */
export async function refreshRepository(
  repository: Repository,
  revisions: ReadonlySet<string>,
  ports: RefreshPorts,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  // A registry is read for single packages only.
  if (repository.spec.type === 'oci' && revisions.size === 0) return 'unchanged';
  const now = formatTime(ports.clock.now());
  const read = await readCommits(repository, revisions, ports, now, signal);
  if (signal.aborted) return 'failed';
  const status = read.ok ? read.value : statusOfFailure(repository, reasonOf(read.failure), read.failure.message, now);
  if (isDeepEqual(status, repository.status)) return read.ok ? 'unchanged' : 'failed';
  const { namespace, name } = repository.metadata;
  const written = await ports.controlPlane.applyStatus('Repository', { namespace, name }, 'nabe-hub', status);
  if (!written.ok)
    throw new Error(`cannot write the status of Repository ${namespace}/${name}: ${written.failure.message}`);
  return read.ok ? 'changed' : 'failed';
}

async function readCommits(
  repository: Repository,
  revisions: ReadonlySet<string>,
  ports: RefreshPorts,
  now: string,
  signal: AbortSignal,
): Promise<Result<RepositoryStatus, GitFailure | FetchFailure>> {
  const { credentials } = ports;
  const address = await credentials.addressOf(repository);
  if (!address.ok) return fail({ kind: 'unauthorized', message: address.failure });
  const read = await readAnswers(repository, address.value, revisions, ports, signal);
  if (!read.ok) {
    if (read.failure.kind !== 'fetch-failed') credentials.forgetAfter(repository, read.failure);
    return read;
  }
  const isInsecure = address.value.isInsecure === true;
  return succeed(statusOfAnswer(repository, { revisions: read.value, isInsecure }, now));
}

async function readAnswers(
  repository: Repository,
  address: RepositoryAddress,
  revisions: ReadonlySet<string>,
  { git, packages, controlPlane }: RefreshPorts,
  signal: AbortSignal,
): Promise<Result<RevisionAnswers, GitFailure | FetchFailure>> {
  const owner = tenantOfNamespace(repository.metadata.namespace);
  const policiesFor = (tenant: string | undefined) =>
    policiesOf(repository, controlPlane.view('Tenant').get({ namespace: '', name: owner ?? tenant ?? '' }));
  if (repository.spec.type !== 'git') {
    const wantsSignature = (tenant: string | undefined) => policiesFor(tenant).length > 0;
    return readPackages({ repository, address, wantsSignature }, revisions, packages, signal);
  }
  const refs = await git.listRefs(address, signal);
  if (!refs.ok) return refs;
  return readRevisions({ repository, address, refs: refs.value, policiesFor }, revisions, git, signal);
}

function reasonOf({ kind }: GitFailure | FetchFailure): 'Unreachable' | 'Unauthorized' | 'Untrusted' | 'FetchFailed' {
  if (kind === 'unauthorized') return 'Unauthorized';
  if (kind === 'untrusted') return 'Untrusted';
  return kind === 'fetch-failed' ? 'FetchFailed' : 'Unreachable';
}
