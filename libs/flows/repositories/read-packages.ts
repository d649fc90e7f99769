import { fail, succeed, type Result } from '#core/model/result.ts';
import { isDigest, readPackageRevision } from '#core/packages/package-revision.ts';
import type { PinnedPackage } from '#core/packages/pinned-package.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { GoodCommit, RevisionAnswer, RevisionAnswers } from '#core/revisions/revision-answer.ts';
import { readTenantRevision } from '#core/revisions/tenant-revision.ts';
import type { GitFailure, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import type { PackageSource } from '../ports/sources/package-source.port.ts';

interface AskedPackages {
  readonly repository: Repository;
  readonly address: RepositoryAddress;
  /** Whether somebody asks for signatures, for whom a revision is followed. */
  readonly wantsSignature: (tenant: string | undefined) => boolean;
}

/**
 * Settles what each revision in use means in a repository of charts or artifacts, and makes sure that it can be unpacked. What is
 * wrong with one revision is its answer and does not stop the others; when none could be read, that is the failure.
 */
export async function readPackages(
  asked: AskedPackages,
  revisions: ReadonlySet<string>,
  packages: PackageSource,
  signal: AbortSignal,
): Promise<Result<RevisionAnswers, GitFailure>> {
  const wanted = new Map([...revisions].map((followed) => [followed, readTenantRevision(followed)]));
  const named = new Set([...wanted.values()].map(({ revision }) => revision));
  const resolved = await packages.resolve(asked.address, named, signal);
  if (!resolved.ok) return resolved;
  const answers = new Map<string, RevisionAnswer>();
  let failure: GitFailure | undefined;
  for (const [followed, { revision, tenant }] of wanted) {
    const kept = asked.repository.status.refs?.find((ref) => ref.revision === followed);
    const found = resolved.value.get(revision);
    if (found === undefined) throw new Error(`the repository answered without ${revision}`);
    const isJudged = asked.wantsSignature(tenant) && !isDigest(readPackageRevision(revision).wanted);
    if (isJudged) answers.set(followed, unsigned);
    else {
      const taken = found.ok ? await take(found.value, asked.address, packages, signal) : found;
      if (!taken.ok && !lasting.has(taken.failure.kind)) failure ??= taken.failure;
      answers.set(followed, taken.ok ? taken.value : answerOf(taken.failure, kept));
    }
  }
  const isAnswered = [...answers.values()].some(({ kind }) => kind !== 'unread');
  return failure === undefined || isAnswered ? succeed(answers) : fail(failure);
}

/** What stays so until somebody changes the repository. */
const lasting: ReadonlySet<GitFailure['kind']> = new Set(['not-found', 'refused']);

const unsigned: RevisionAnswer = {
  kind: 'refused',
  why: 'it is not signed, and sourceIntegrity accepts only what is: name it by its digest, or keep it in git',
};

/** A package is in use only after it could be fetched and unpacked, so whoever reads the status can read it. */
async function take(
  pinned: PinnedPackage,
  address: RepositoryAddress,
  packages: PackageSource,
  signal: AbortSignal,
): Promise<Result<RevisionAnswer, GitFailure>> {
  const { version, digest } = pinned;
  const ensured = await packages.ensureCommit({ ...address, package: pinned }, digest, signal);
  return ensured.ok ? succeed({ kind: 'commit', commit: digest, version }) : ensured;
}

function answerOf({ kind, message }: GitFailure, kept: GoodCommit | undefined): RevisionAnswer {
  if (kind === 'not-found') return { kind: 'unknown' };
  return { kind: kind === 'refused' ? 'refused' : 'unread', why: message, kept };
}
