import { setCondition, type Condition } from '../model/conditions.ts';
import { asSentence } from '../status/end-sentence.ts';
import type { Repository, RepositoryStatus } from '../resources/repository.ts';
import { commitInUse, type RevisionAnswers, revisionsCondition } from './revision-answer.ts';

/** What a repository answered. */
export interface RepositoryAnswer {
  /** By revision in use. */
  readonly revisions: RevisionAnswers;
  /** The server was believed without a look at its certificate or host key. */
  readonly isInsecure: boolean;
}

/**
 * Status of a repository that answered: the revisions in use with their commits, sorted. A revision that no longer exists or
 * is ambiguous keeps no commit: it is named in the condition `RevisionsResolved`, and whatever follows it stays as it was synced last.
 */
export function statusOfAnswer(
  repository: Repository,
  { revisions, isInsecure }: RepositoryAnswer,
  now: string,
): RepositoryStatus {
  const resolved = [...revisions].flatMap(([revision, answer]) => {
    const good = commitInUse(answer);
    if (good === undefined) return [];
    const { commit, version, signer } = good;
    const known = { ...(version !== undefined && { version }), ...(signer !== undefined && { signer }) };
    return [{ revision, commit, ...known }];
  });
  const ready = setCondition(
    settleInsecure(repository.status.conditions ?? [], isInsecure, now),
    { type: 'Ready', status: 'True', reason: 'Reachable', message: 'The repository answers.' },
    now,
  );
  return {
    refs: resolved.toSorted((left, right) => (left.revision < right.revision ? -1 : 1)),
    observedGeneration: repository.metadata.generation,
    conditions: setCondition(ready, revisionsCondition(repository.spec.url, revisions), now),
  };
}

/** The condition is there only while the Secret turns verification off, so that nobody overlooks it. */
function settleInsecure(conditions: readonly Condition[], isInsecure: boolean, now: string): readonly Condition[] {
  if (!isInsecure) return conditions.filter(({ type }) => type !== 'Insecure');
  const message =
    "The server's certificate or host key is not checked, since the Secret says insecure: whoever answers may be anybody.";
  return setCondition(conditions, { type: 'Insecure', status: 'True', reason: 'NotVerified', message }, now);
}

/**
 * Status of a repository that could not be read: the last known commits stay in use. The transition time of the condition tells
 * since when; it survives a change of the reason, since the repository was not readable all along.
 */
export function statusOfFailure(
  repository: Repository,
  reason: 'Unreachable' | 'Unauthorized' | 'Untrusted' | 'FetchFailed',
  why: string,
  now: string,
): RepositoryStatus {
  const message = `${asSentence(why)} The commits read last stay in use and nothing is deleted; Nabe keeps trying.`;
  return {
    ...repository.status,
    observedGeneration: repository.metadata.generation,
    conditions: setCondition(
      repository.status.conditions ?? [],
      { type: 'Ready', status: 'False', reason, message },
      now,
    ),
  };
}

/** Whether the repository could not be read last. */
export function isUnreadable({ status }: Repository): boolean {
  return status.conditions?.some(({ type, status: ready }) => type === 'Ready' && ready === 'False') ?? false;
}
