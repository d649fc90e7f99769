import type { Facts } from '../facts.ts';
import type { Question } from './question.ts';

type Kind = Question['kind'];

/** What the answer to a question of this kind is. */
type AnswerTo<K extends Kind> = ReturnType<Facts[K]>;

/** Answers to questions of each kind, by `questionKey`. Plain data: it can be sent to whoever expands. */
export type Answers = { readonly [K in Kind]: ReadonlyMap<string, AnswerTo<K>> };

/** Those that are still being gathered. */
export type GatheredAnswers = { readonly [K in Kind]: Map<string, AnswerTo<K>> };

export function noAnswers(): GatheredAnswers {
  return {
    directories: new Map(),
    files: new Map(),
    configMap: new Map(),
    decisionResources: new Map(),
    pluginParameters: new Map(),
    scmRepositories: new Map(),
    scmBranches: new Map(),
    scmPathExists: new Map(),
    pullRequests: new Map(),
  };
}
