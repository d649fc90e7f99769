import type { Generator } from '#core/resources/application-set.ts';
import type { GeneratorContext, GeneratorOutcome } from '../../generator-context.ts';

/** Evaluates one child of a matrix or merge; the context's scope holds the parameters its strings may use. */
export type EvaluateChild = (generator: Generator, context: GeneratorContext) => GeneratorOutcome;
