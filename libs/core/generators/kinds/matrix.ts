import { type Result, succeed } from '#core/model/result.ts';
import type { Generator, MatrixGenerator } from '#core/resources/application-set.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from '../generator-context.ts';
import type { GeneratorFailure } from '../generator-failure.ts';
import { joinFlat, mergeNested } from '../parameters/merge-parameters.ts';
import type { ParameterSet } from '../parameters/parameter-set.ts';

/** Parameter sets of one set of Applications. Unit: sets. A product beyond it is a mistake, not a fleet. */
const MAX_PARAMETER_SETS = 100_000;

/** Evaluates one child; the context's scope holds the parameters its strings may use. */
export type EvaluateChild = (generator: Generator, context: GeneratorContext) => GeneratorOutcome;

/**
 * Every combination of the children's parameter sets, the first child's order outermost. Each child is evaluated once for
 * every combination of those before it and may use their parameters, as well as those of the matrices around it.
 * A key of two children: with `goTemplate` they merge deeply and the first child wins, else different values are refused.
 */
export function generateFromMatrix(
  { generators }: MatrixGenerator,
  context: GeneratorContext,
  evaluateChild: EvaluateChild,
): GeneratorOutcome {
  let products: ParameterSet[] = [{}];
  for (const [index, child] of generators.entries()) {
    const field = `${context.field}.generators[${index}]`;
    const next = multiply(products, { ...context, field }, (product) =>
      evaluateChild(child, { ...context, field, scope: visibleTo(context.scope, product) }),
    );
    if (!next.ok) return next;
    products = next.value;
  }
  return succeed(products);
}

/** Outer parameters win, as they do when the outer matrix joins them with the result. */
function visibleTo(scope: ParameterSet, product: ParameterSet): ParameterSet {
  return mergeNested(scope, product);
}

function multiply(
  products: readonly ParameterSet[],
  context: GeneratorContext,
  childOf: (product: ParameterSet) => GeneratorOutcome,
): GeneratorOutcome {
  const multiplied: ParameterSet[] = [];
  const failures: GeneratorFailure[] = [];
  for (const product of products) {
    const child = childOf(product);
    if (!child.ok) {
      // Missing facts are all collected, so that they can be fetched in one go; a mistake would only repeat itself.
      failures.push(...child.failure);
      if (child.failure.some(({ kind }) => kind === 'invalid-generator')) break;
      continue;
    }
    for (const parameters of child.value) {
      const joined = join(product, parameters, context.goTemplate);
      if (!joined.ok) return invalidGenerator(context.field, joined.failure);
      multiplied.push(joined.value);
    }
    if (multiplied.length > MAX_PARAMETER_SETS) return invalidGenerator(context.field, tooManySets);
  }
  return failures.length > 0 ? { ok: false, failure: failures } : succeed(multiplied);
}

const tooManySets = `the matrix has more than ${MAX_PARAMETER_SETS} combinations; narrow a child with a selector`;

function join(first: ParameterSet, second: ParameterSet, goTemplate: boolean): Result<ParameterSet, string> {
  return goTemplate ? succeed(mergeNested(first, second)) : joinFlat(first, second);
}
