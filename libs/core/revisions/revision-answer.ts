import type { Condition } from '../model/conditions.ts';
import { listBriefly } from '../model/text/list-briefly.ts';

/** A commit that may be deployed, or the digest of a package; `signer` where somebody had to sign it. */
export interface GoodCommit {
  readonly commit: string;
  /** Of a package. */
  readonly version?: string | undefined;
  readonly signer?: string | undefined;
}

/** What became of a revision in use. */
export type RevisionAnswer =
  | ({ readonly kind: 'commit' } & GoodCommit)
  | { readonly kind: 'unknown' }
  /** It means several commits; their full names, sorted. */
  | { readonly kind: 'ambiguous'; readonly meanings: readonly string[] }
  /** Its commit is there and must not be deployed; `why` names the commit. `kept` is the last good one, which stays in use. */
  | { readonly kind: 'refused'; readonly why: string; readonly kept?: GoodCommit | undefined }
  /** It could not be read, others of the repository could. */
  | { readonly kind: 'unread'; readonly why: string; readonly kept?: GoodCommit | undefined };

export type RevisionAnswers = ReadonlyMap<string, RevisionAnswer>;

/** The commit to deploy for a revision; undefined where there is none. */
export function commitInUse(answer: RevisionAnswer): GoodCommit | undefined {
  if (answer.kind === 'commit') return answer;
  return answer.kind === 'refused' || answer.kind === 'unread' ? answer.kept : undefined;
}

/** The condition `RevisionsResolved`: every revision in use has its commit, or which do not, why, and who must act. */
export function revisionsCondition(url: string, answers: RevisionAnswers): Omit<Condition, 'lastTransitionTime'> {
  const type = 'RevisionsResolved';
  const problems = [
    ...findRefused(answers),
    ...findUnread(answers),
    ...findAmbiguous(url, answers),
    ...findUnknown(url, answers),
  ];
  const [first] = problems;
  if (first === undefined)
    return { type, status: 'True', reason: 'Resolved', message: 'Every revision in use exists.' };
  return { type, status: 'False', reason: first.reason, message: problems.map(({ message }) => message).join(' ') };
}

interface Problem {
  readonly reason: string;
  readonly message: string;
}

function findRefused(answers: RevisionAnswers): Problem[] {
  const refused = sorted(answers).flatMap(([revision, answer]) =>
    answer.kind === 'refused' ? [`revision ${revision}: ${answer.why}`] : [],
  );
  if (refused.length === 0) return [];
  const message = `Refused: ${listBriefly(refused)}. What was deployed before stays.`;
  return [{ reason: 'CommitRefused', message }];
}

function findUnread(answers: RevisionAnswers): Problem[] {
  const unread = sorted(answers).flatMap(([revision, answer]) =>
    answer.kind === 'unread' ? [`revision ${revision}: ${answer.why}`] : [],
  );
  if (unread.length === 0) return [];
  const message = `Not read: ${listBriefly(unread)}. What was deployed before stays; Nabe keeps trying.`;
  return [{ reason: 'RevisionUnread', message }];
}

function findAmbiguous(url: string, answers: RevisionAnswers): Problem[] {
  const ambiguous = sorted(answers).flatMap(([revision, answer]) =>
    answer.kind === 'ambiguous' ? [`${revision} (${listBriefly(answer.meanings, ', ')})`] : [],
  );
  if (ambiguous.length === 0) return [];
  const message = `${url} has several commits that revision ${listBriefly(ambiguous, ', ')} could mean: write which one as targetRevision.`;
  return [{ reason: 'RevisionAmbiguous', message }];
}

function findUnknown(url: string, answers: RevisionAnswers): Problem[] {
  const unknown = sorted(answers).flatMap(([revision, { kind }]) => (kind === 'unknown' ? [revision] : []));
  if (unknown.length === 0) return [];
  const message = `${url} has no revision ${listBriefly(unknown, ', ')}: push it, or correct the targetRevision that names it.`;
  return [{ reason: 'RevisionNotFound', message }];
}

function sorted(answers: RevisionAnswers): [string, RevisionAnswer][] {
  return [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
