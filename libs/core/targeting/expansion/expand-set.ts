import { AnsweredFacts } from '#core/generators/facts/answered-facts.ts';
import type { Answers } from '#core/generators/facts/answers.ts';
import type { Question } from '#core/generators/facts/question.ts';
import type { ClusterFact, Fact } from '#core/generators/facts.ts';
import type { TemplateEngines } from '#core/generators/template-engine.ts';
import type { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { expandApplicationSet, type ExpansionFailure } from '../expand.ts';
import { judgeTargets, type JudgedTargets } from '../judge-targets.ts';
import { ExpansionMemory } from './expansion-memory.ts';
import { JudgementMemory } from './judgement-memory.ts';

/** All that an expansion depends on, as plain data. */
export interface ExpansionRequest {
  readonly tenant: string;
  /** Of the set, and so of its Applications. */
  readonly namespace: string;
  readonly spec: ApplicationSetSpec;
  readonly clusters: Fact<readonly ClusterFact[]>;
  readonly answers: Answers;
}

export type Expansion =
  /** These are to be answered first; then it is asked for again with all answers. */
  | { readonly kind: 'open'; readonly questions: readonly Question[] }
  | { readonly kind: 'failed'; readonly failures: readonly ExpansionFailure[] }
  /** Refused as a whole; sentences for its author. */
  | { readonly kind: 'refused'; readonly mistakes: readonly string[] }
  | { readonly kind: 'judged'; readonly targets: JudgedTargets };

/** What one look at a set leaves for the next one. Valid for one spec, namespace and tenant. */
export class SetMemory {
  readonly expanded = new ExpansionMemory();
  readonly judged = new JudgementMemory();
}

/** Expands a set and judges what it gives, or says what is to be known first. `memory` is that of the last time. */
export function expandSet(
  { tenant, namespace, spec, clusters, answers }: ExpansionRequest,
  engines: TemplateEngines,
  memory = new SetMemory(),
): Expansion {
  const facts = new AnsweredFacts(clusters, answers);
  const expanded = expandApplicationSet({ namespace, spec }, facts, engines, memory.expanded);
  if (facts.open.size > 0) return { kind: 'open', questions: [...facts.open.values()] };
  if (!expanded.ok) return { kind: 'failed', failures: expanded.failure };
  const registered = clusters.complete ? clusters.value : undefined;
  const judged = judgeTargets({ tenant, spec, expanded: expanded.value, clusters: registered, memory: memory.judged });
  if (!judged.ok) return { kind: 'refused', mistakes: judged.failure.map(({ message }) => message) };
  return { kind: 'judged', targets: judged.value };
}
