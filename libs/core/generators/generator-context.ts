import type { Result } from '#core/model/result.ts';
import type { Facts } from './facts.ts';
import type { GeneratorFailure } from './generator-failure.ts';
import type { GeneratorMemory } from './generator-memory.ts';
import type { ParameterSet } from './parameters/parameter-set.ts';
import type { TemplateEngine } from './template-engine.ts';

/** What every generator gets beside its own options. */
export interface GeneratorContext {
  readonly goTemplate: boolean;
  readonly engine: TemplateEngine;
  /** As `engine`, but a missing key is always a failure. */
  readonly strictEngine: TemplateEngine;
  readonly facts: Facts;
  /** Parameters of the children before it and of the matrices around it; empty at the top. */
  readonly scope: ParameterSet;
  readonly memory: GeneratorMemory;
  /** Place of the generator below `spec`, for failures. */
  readonly field: string;
}

export type GeneratorOutcome = Result<ParameterSet[], GeneratorFailure[]>;

export function invalidGenerator(
  field: string,
  message: string,
): { readonly ok: false; readonly failure: GeneratorFailure[] } {
  return { ok: false, failure: [{ kind: 'invalid-generator', field, message }] };
}

export function factsIncomplete(
  field: string,
  message: string,
): { readonly ok: false; readonly failure: GeneratorFailure[] } {
  return { ok: false, failure: [{ kind: 'facts-incomplete', field, message }] };
}
