import { isDeepEqual } from '#core/model/deep-equal.ts';
import { formatTime } from '#core/model/format-time.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { statusOfAnswer, statusOfFailure } from '#core/revisions/repository-status.ts';
import { policiesOf } from '#core/repositories/integrity-policies.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { Repository, RepositoryStatus } from '#core/resources/repository.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitFailure, GitRevisions, GitSource } from '../ports/git-source.port.ts';
import { type FetchFailure, readRevisions } from './read-revisions.ts';
import type { RepositoryCredentials } from './repository-credentials.ts';

export interface RefreshPorts {
  readonly controlPlane: Pick<ControlPlane, 'applyStatus' | 'view'>;
  readonly git: GitSource & GitRevisions;
  readonly credentials: RepositoryCredentials;
  readonly clock: Clock;
}

export type RefreshOutcome = 'unchanged' | 'changed' | 'failed';

/**
 * Reads the refs of a repository with one `ls-remote`, makes sure that the commits in use are in the mirror, and states in the
 * Repository's status what each revision in use means: one write when something changed, none otherwise. A commit is announced
 * only after it could be fetched, so whoever reads the status can read the commit.
 */
export async function refreshRepository(
  repository: Repository,
  revisions: ReadonlySet<string>,
  ports: RefreshPorts,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  // Charts are looked for when a rendering wants them: nothing is followed here.
  if (repository.spec.type !== 'git') return 'unchanged';
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
  { git, credentials, controlPlane }: RefreshPorts,
  now: string,
  signal: AbortSignal,
): Promise<Result<RepositoryStatus, GitFailure | FetchFailure>> {
  const address = await credentials.addressOf(repository);
  if (!address.ok) return fail({ kind: 'unauthorized', message: address.failure });
  const refs = await git.listRefs(address.value, signal);
  if (!refs.ok) {
    credentials.forgetAfter(repository, refs.failure);
    return refs;
  }
  const name = tenantOfNamespace(repository.metadata.namespace) ?? '';
  const policies = policiesOf(repository, controlPlane.view('Tenant').get({ namespace: '', name }));
  const answered = { repository, address: address.value, refs: refs.value, policies };
  const revisionAnswers = await readRevisions(answered, revisions, git, signal);
  if (!revisionAnswers.ok) {
    if (revisionAnswers.failure.kind !== 'fetch-failed') credentials.forgetAfter(repository, revisionAnswers.failure);
    return revisionAnswers;
  }
  const isInsecure = address.value.isInsecure === true;
  return succeed(statusOfAnswer(repository, { revisions: revisionAnswers.value, isInsecure }, now));
}

function reasonOf({ kind }: GitFailure | FetchFailure): 'Unreachable' | 'Unauthorized' | 'Untrusted' | 'FetchFailed' {
  if (kind === 'unauthorized') return 'Unauthorized';
  if (kind === 'untrusted') return 'Untrusted';
  return kind === 'fetch-failed' ? 'FetchFailed' : 'Unreachable';
}
