import { type Result, succeed } from '#core/model/result.ts';
import type { MatrixGenerator } from '#core/resources/application-set.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from '../../generator-context.ts';
import type { GeneratorFailure } from '../../generator-failure.ts';
import { goText } from '../../parameters/go-text.ts';
import { holdsTemplate } from '../../parameters/holds-template.ts';
import { joinFlat, mergeNested } from '../../parameters/merge-parameters.ts';
import { NO_PARAMETERS, type ParameterSet } from '../../parameters/parameter-set.ts';
import type { EvaluateChild } from './evaluate-child.ts';

/** Parameter sets of one set of Applications. Unit: sets. A product beyond it is a mistake, not a fleet. */
const MAX_PARAMETER_SETS = 100_000;

/**
 * Every combination of the children's parameter sets, the first child's order outermost. Each child is evaluated once for
 * every combination of those before it and may use their parameters, as well as those of the matrices around it.
 * A key of two children: with `goTemplate` they merge deeply and the first child wins, else every parameter becomes text and
 * different values are refused.
 */
export function generateFromMatrix(
  { generators }: MatrixGenerator,
  context: GeneratorContext,
  evaluateChild: EvaluateChild,
): GeneratorOutcome {
  let products: ParameterSet[] = [NO_PARAMETERS];
  for (const [index, child] of generators.entries()) {
    const field = `${context.field}.generators[${index}]`;
    const evaluate = (product: ParameterSet) =>
      evaluateChild(child, { ...context, field, scope: visibleTo(context, product) });
    const childOf = holdsTemplate(child) ? evaluate : rememberFirst(evaluate);
    const next = multiply(products, { ...context, field }, childOf);
    if (!next.ok) return next;
    products = next.value;
  }
  return succeed(products);
}

/** Outer parameters win, as they do when the outer matrix joins them with the result. */
function visibleTo({ scope, memory }: GeneratorContext, product: ParameterSet): ParameterSet {
  return scope === NO_PARAMETERS ? product : memory.scopes.of(scope, product, () => mergeNested(scope, product));
}

/** For a child without templates: it sees no parameters, and gives every product the same. */
function rememberFirst(
  evaluate: (product: ParameterSet) => GeneratorOutcome,
): (product: ParameterSet) => GeneratorOutcome {
  let outcome: GeneratorOutcome | undefined;
  return (product) => (outcome ??= evaluate(product));
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
      const joined = context.memory.joins.of(product, parameters, () => join(product, parameters, context.goTemplate));
      if (!joined.ok) return invalidGenerator(context.field, joined.failure);
      multiplied.push(joined.value);
    }
    if (multiplied.length > MAX_PARAMETER_SETS) return invalidGenerator(context.field, tooManySets);
  }
  return failures.length > 0 ? { ok: false, failure: failures } : succeed(multiplied);
}

const tooManySets = `the matrix has more than ${MAX_PARAMETER_SETS} combinations; narrow a child with a selector`;

function join(first: ParameterSet, second: ParameterSet, goTemplate: boolean): Result<ParameterSet, string> {
  return goTemplate ? succeed(mergeNested(first, second)) : joinFlat(asTexts(first), asTexts(second));
}

function asTexts(set: ParameterSet): ParameterSet {
  return Object.fromEntries(Object.entries(set).map(([key, value]) => [key, goText(value)]));
}
