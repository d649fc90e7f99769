import { setCondition, type Condition } from '../model/conditions.ts';
import { listBriefly } from '../model/text/list-briefly.ts';
import type { ApplicationSet, ApplicationSetStatus } from '../resources/application-set.ts';
import { endSentence, withoutStop } from './end-sentence.ts';

/** How the expansion of a set ended. `mistakes`: sentences; Applications or the whole set were left as they are because of them. */
export interface SetVerdict {
  readonly reason:
    | 'Expanded'
    | 'FactsIncomplete'
    | 'InvalidGenerator'
    | 'InvalidTemplate'
    | 'Refused'
    /** It takes more time or memory than one set may have. */
    | 'ExpansionExhausted'
    | 'ApplicationsRefused'
    | 'TenantMissing';
  readonly mistakes: readonly string[];
  /** How many Applications the set wants; undefined when it could not be told. */
  readonly applications?: number | undefined;
  /** Sentences: services limit requests, and what they answered before is used. */
  readonly limits?: readonly string[] | undefined;
  /** A sentence: deletions wait for a person's approval. */
  readonly held?: string | undefined;
}

/**
 * Conditions that the expansion of a set states: `Ready`; `RateLimited` as long as it uses old answers; `DeletionsHeld` as long as
 * deletions wait for a person.
 */
export function isOwnCondition({ type }: Pick<Condition, 'type'>): boolean {
  return type === 'Ready' || type === 'RateLimited' || type === 'DeletionsHeld';
}

/** The status of a set after a look at it: byte for byte the same for the same verdict. */
export function statusOfSet(set: ApplicationSet, verdict: SetVerdict, now: string): ApplicationSetStatus {
  const applications = verdict.applications ?? set.status.applications;
  const own = (set.status.conditions ?? []).filter(isOwnCondition);
  const passing = [limitOf(verdict), holdOf(verdict)].flatMap((condition) => condition ?? []);
  const stated = new Set(['Ready', ...passing.map(({ type }) => type)]);
  const conditions = passing.reduce<readonly Condition[]>(
    (list, condition) => setCondition(list, condition, now),
    own.filter(({ type }) => stated.has(type)),
  );
  return {
    ...(applications !== undefined && { applications }),
    observedGeneration: set.metadata.generation,
    conditions: setCondition(conditions, conditionOf(verdict), now),
  };
}

function limitOf({ limits = [] }: SetVerdict): Omit<Condition, 'lastTransitionTime'> | undefined {
  if (limits.length === 0) return undefined;
  const message = endSentence(listBriefly(limits.map(withoutStop)));
  return { type: 'RateLimited', status: 'True', reason: 'AnswersKept', message };
}

function holdOf({ held }: SetVerdict): Omit<Condition, 'lastTransitionTime'> | undefined {
  return held === undefined
    ? undefined
    : { type: 'DeletionsHeld', status: 'True', reason: 'OverBudget', message: held };
}

/** Since when deletions of a set have waited for a person (RFC 3339); undefined when none do. */
export function heldSince({ status }: Pick<ApplicationSet, 'status'>): string | undefined {
  return status.conditions?.find(({ type }) => type === 'DeletionsHeld')?.lastTransitionTime;
}

function conditionOf({ reason, mistakes, applications = 0 }: SetVerdict): Omit<Condition, 'lastTransitionTime'> {
  if (mistakes.length === 0) {
    return {
      type: 'Ready',
      status: 'True',
      reason,
      message: `${applications} ${applications === 1 ? 'Application' : 'Applications'}.`,
    };
  }
  const consequence =
    reason === 'ApplicationsRefused'
      ? 'Existing Applications of these names stay as they are; the others go on.'
      : 'All Applications of this set stay as they are.';
  const message = `${endSentence(listBriefly(mistakes.map(withoutStop).toSorted()))} ${consequence}`;
  return { type: 'Ready', status: 'False', reason, message };
}
