import { setCondition, type Condition } from '../model/conditions.ts';
import { listBriefly } from '../model/list-briefly.ts';
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
}

/** Conditions that the expansion of a set states: `Ready`, and `RateLimited` as long as it uses old answers. */
export function isOwnCondition({ type }: Pick<Condition, 'type'>): boolean {
  return type === 'Ready' || type === 'RateLimited';
}

/** The status of a set after a look at it: byte for byte the same for the same verdict. */
export function statusOfSet(set: ApplicationSet, verdict: SetVerdict, now: string): ApplicationSetStatus {
  const applications = verdict.applications ?? set.status.applications;
  const own = (set.status.conditions ?? []).filter(isOwnCondition);
  const others = own.filter(({ type }) => type !== 'RateLimited');
  const limited = limitOf(verdict);
  const conditions = limited === undefined ? others : setCondition(own, limited, now);
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
