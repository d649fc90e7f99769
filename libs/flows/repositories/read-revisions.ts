import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { SourceIntegrity } from '#core/resources/source-integrity.ts';
import { completeCommit, resolveRevision, type NamedCommit } from '#core/revisions/resolve-revision.ts';
import type { RevisionAnswer, RevisionAnswers } from '#core/revisions/revision-answer.ts';
import { readTenantRevision } from '#core/revisions/tenant-revision.ts';
import type { GitFailure, GitRevisions, GitSource, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import { verifyCommit } from './verify-commit.ts';

/** The refs were answered, so the repository is there: what fails is the transfer. */
export interface FetchFailure {
  readonly kind: 'fetch-failed';
  readonly message: string;
}

interface Answered {
  readonly repository: Repository;
  readonly address: RepositoryAddress;
  /** What the repository listed. */
  readonly refs: ReadonlyMap<string, string>;
  /** What commits have to fulfil, by the tenant for whom the revision is judged. */
  readonly policiesFor: (tenant: string | undefined) => readonly SourceIntegrity[];
}

/** A revision as it is followed, and what its commit has to fulfil. */
interface Followed {
  readonly name: string;
  readonly policies: readonly SourceIntegrity[];
}

/**
 * Settles what each revision in use means and brings its commit into the mirror. What is wrong with one revision is its answer
 * and does not stop the others; what keeps everything from being read is the failure.
 */
export async function readRevisions(
  answered: Answered,
  revisions: ReadonlySet<string>,
  git: GitSource & GitRevisions,
  signal: AbortSignal,
): Promise<Result<RevisionAnswers, GitFailure | FetchFailure>> {
  const answers = new Map<string, RevisionAnswer>();
  for (const name of revisions) {
    const { revision, tenant } = readTenantRevision(name);
    const followed = { name, policies: answered.policiesFor(tenant) };
    const answer = await readRevision(answered, revision, followed, git, signal);
    if (!answer.ok) return fail(asFetchFailure(answer.failure));
    answers.set(name, answer.value);
  }
  return succeed(answers);
}

async function readRevision(
  answered: Answered,
  revision: string,
  followed: Followed,
  git: GitSource & GitRevisions,
  signal: AbortSignal,
): Promise<Result<RevisionAnswer, GitFailure>> {
  const resolution = resolveRevision(answered.refs, revision);
  if (resolution.kind === 'commit') return acceptCommit(answered, followed, resolution, git, signal);
  if (resolution.kind !== 'abbreviated') return succeed(resolution);
  const commits = await git.findCommits(answered.address, resolution.prefix, answered.refs, signal);
  if (!commits.ok) return commits;
  const completed = completeCommit(resolution, commits.value);
  if (completed.kind === 'commit') return acceptCommit(answered, followed, completed, git, signal);
  return succeed(completed.kind === 'ambiguous' ? completed : { kind: 'unknown' });
}

/** A commit is in use only after it could be fetched, so whoever reads the status can read the commit, and was found to be signed. */
async function acceptCommit(
  answered: Answered,
  followed: Followed,
  named: NamedCommit,
  git: GitSource & GitRevisions,
  signal: AbortSignal,
): Promise<Result<RevisionAnswer, GitFailure>> {
  const { address } = answered;
  const { commit } = named;
  const fetched = await git.ensureCommit(address, commit, signal);
  if (!fetched.ok && fetched.failure.kind === 'not-found') return succeed({ kind: 'unknown' });
  if (!fetched.ok && fetched.failure.kind === 'refused')
    return succeed(refuse(answered, followed, named, fetched.failure.message));
  if (!fetched.ok) return fetched;
  const verdict = await verifyCommit(address, named, followed.policies, git, signal);
  if (!verdict.ok) return verdict;
  if (verdict.value?.kind === 'bad') return succeed(refuse(answered, followed, named, verdict.value.why));
  return succeed({ kind: 'commit', commit, signer: verdict.value?.signer });
}

/** The commit that was accepted last stays; where signatures are wanted, only one that was found to be signed. */
function refuse(
  { repository }: Answered,
  { name, policies }: Followed,
  { commit }: NamedCommit,
  why: string,
): RevisionAnswer {
  const before = repository.status.refs?.find((ref) => ref.revision === name);
  const isGood =
    before !== undefined && before.commit !== commit && (policies.length === 0 || before.signer !== undefined);
  return { kind: 'refused', why, ...(isGood ? { kept: { commit: before.commit, signer: before.signer } } : {}) };
}

function asFetchFailure(failure: GitFailure): GitFailure | FetchFailure {
  const { kind, message } = failure;
  return kind === 'unauthorized' || kind === 'untrusted' ? failure : { kind: 'fetch-failed', message };
}
