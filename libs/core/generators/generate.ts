import type { z } from 'zod';
import { type Result, assertNever, succeed } from '#core/model/result.ts';
import {
  type ApplicationSetSpec,
  ClustersGenerator,
  type Generator,
  GitGenerator,
  ListGenerator,
} from '#core/resources/application-set.ts';
import { findSelectorMistake } from './parameters/check-selector.ts';
import { generateFromClusters } from './kinds/clusters.ts';
import type { Facts } from './facts.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from './generator-context.ts';
import type { GeneratorFailure } from './generator-failure.ts';
import { generateFromGit } from './kinds/git-directories.ts';
import { interpolate } from './parameters/interpolate.ts';
import { generateFromList } from './kinds/list.ts';
import { generateFromMatrix } from './kinds/matrix.ts';
import type { GeneratedParameters, ParameterSet } from './parameters/parameter-set.ts';
import { selectParameters } from './parameters/select-parameters.ts';
import type { TemplateEngines } from './template-engine.ts';

/**
 * The parameter sets of all generators of a set, in the order they are written, each in its own stable order. All or nothing:
 * one generator that fails, or one fact that is not complete, fails the set, and every failure found is told.
 */
export function generate(
  spec: ApplicationSetSpec,
  facts: Facts,
  engines: TemplateEngines,
): Result<GeneratedParameters[], GeneratorFailure[]> {
  const { goTemplate, goTemplateOptions } = spec;
  const engine = engines({ goTemplate, goTemplateOptions });
  const strictEngine = engines({ goTemplate, goTemplateOptions: ['missingkey=error'] });
  const generated: GeneratedParameters[] = [];
  const failures: GeneratorFailure[] = [];
  for (const [index, generator] of spec.generators.entries()) {
    const field = `generators[${index}]`;
    const sets = evaluate(generator, { goTemplate, engine, strictEngine, facts, scope: {}, field });
    if (!sets.ok) failures.push(...sets.failure);
    else
      generated.push(
        ...sets.value.map((parameters, at) => ({ parameters, generator: index, origin: originOf(field, at) })),
      );
  }
  return failures.length > 0 ? { ok: false, failure: failures } : succeed(generated);
}

function originOf(field: string, index: number): string {
  return `${field}, parameter set ${index + 1}`;
}

/** The generators there are. Adding one means its file, a line here, and a case in {@link run}. */
const KINDS = ['list', 'clusters', 'git', 'matrix'] as const;
type GeneratorKind = (typeof KINDS)[number];

/** The kinds one entry names, in a fixed order. */
function kindsOf(generator: Generator): GeneratorKind[] {
  return KINDS.filter((kind) => generator[kind] !== undefined);
}

/** An entry may name several generators at the top (all run) but exactly one inside another generator. */
function evaluateChild(generator: Generator, context: GeneratorContext): GeneratorOutcome {
  const kinds = kindsOf(generator);
  if (kinds.length === 1) return evaluate(generator, context);
  const found = kinds.length === 0 ? 'none' : kinds.join(' and ');
  return invalidGenerator(context.field, `a child names exactly one generator; found ${found}`);
}

function evaluate(generator: Generator, context: GeneratorContext): GeneratorOutcome {
  const { selector } = generator;
  const mistake = selector && findSelectorMistake(selector, 'any-text');
  if (mistake) return invalidGenerator(`${context.field}.selector`, mistake);
  const sets: ParameterSet[] = [];
  for (const kind of kindsOf(generator)) {
    const outcome = run(kind, generator, { ...context, field: `${context.field}.${kind}` });
    if (!outcome.ok) return outcome;
    sets.push(...outcome.value);
  }
  return succeed(selector ? selectParameters(sets, selector) : sets);
}

function run(kind: GeneratorKind, generator: Generator, context: GeneratorContext): GeneratorOutcome {
  switch (kind) {
    case 'list':
      return runLeaf(generateFromList, ListGenerator, generator.list, context);
    case 'clusters':
      return runLeaf(generateFromClusters, ClustersGenerator, generator.clusters, context);
    case 'git':
      return runLeaf(generateFromGit, GitGenerator, generator.git, context);
    case 'matrix':
      return generator.matrix ? generateFromMatrix(generator.matrix, context, evaluateChild) : succeed([]);
    default:
      return assertNever(kind);
  }
}

function runLeaf<T extends object>(
  generateFrom: (options: T, context: GeneratorContext) => GeneratorOutcome,
  schema: z.ZodType<T>,
  options: T | undefined,
  context: GeneratorContext,
): GeneratorOutcome {
  if (!options) return succeed([]);
  const filled = interpolate(options, schema, context);
  if (!filled.ok) return invalidGenerator(`${context.field}${filled.failure.path}`, filled.failure.message);
  return generateFrom(filled.value, context);
}
