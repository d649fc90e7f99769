import { succeed, type Result } from '#core/model/result.ts';
import { subjectsOf } from '#core/repositories/integrity-policies.ts';
import type { SignatureVerdict } from '#core/repositories/signature-verdict.ts';
import type { SourceIntegrity } from '#core/resources/source-integrity.ts';
import type { NamedCommit } from '#core/revisions/resolve-revision.ts';
import type { GitFailure, GitRevisions, RepositoryAddress } from '../ports/sources/git-source.port.ts';

/** Holds a commit against every policy: good when each finds a signature that it accepts. Undefined without policies. */
export async function verifyCommit(
  address: RepositoryAddress,
  named: NamedCommit,
  policies: readonly SourceIntegrity[],
  git: Pick<GitRevisions, 'verifySignature'>,
  signal: AbortSignal,
): Promise<Result<SignatureVerdict | undefined, GitFailure>> {
  let last: SignatureVerdict | undefined;
  for (const policy of policies) {
    const verdict = await holdAgainst(policy, address, named, git, signal);
    if (!verdict.ok || verdict.value.kind === 'bad') return verdict;
    last = verdict.value;
  }
  return succeed(last);
}

async function holdAgainst(
  policy: SourceIntegrity,
  address: RepositoryAddress,
  { commit, ref }: NamedCommit,
  git: Pick<GitRevisions, 'verifySignature'>,
  signal: AbortSignal,
): Promise<Result<SignatureVerdict, GitFailure>> {
  const subjects = subjectsOf(policy, commit, ref);
  if (typeof subjects === 'string') return succeed({ kind: 'bad', why: subjects });
  const reasons: string[] = [];
  for (const subject of subjects) {
    const verdict = await git.verifySignature(address, subject, policy.signers, signal);
    if (!verdict.ok || verdict.value.kind === 'good') return verdict;
    reasons.push(verdict.value.why);
  }
  return succeed({ kind: 'bad', why: reasons.join(', and ') });
}
