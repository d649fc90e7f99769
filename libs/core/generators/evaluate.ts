import type { z } from 'zod';
import { assertNever, succeed } from '#core/model/result.ts';
import type { Generator } from '#core/resources/application-set.ts';
import {
  ClusterDecisionResourceGenerator,
  ClustersGenerator,
  GitGenerator,
  ListGenerator,
  PluginGenerator,
} from '#core/resources/generators/leaf-generators.ts';
import { PullRequestGenerator } from '#core/resources/generators/pull-request-generator.ts';
import { ScmProviderGenerator } from '#core/resources/generators/scm-provider-generator.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from './generator-context.ts';
import { generateFromDecisions } from './kinds/cluster-decisions.ts';
import { generateFromClusters } from './kinds/clusters.ts';
import { generateFromMatrix } from './kinds/combining/matrix.ts';
import { generateFromMerge } from './kinds/combining/merge.ts';
import { generateFromGit } from './kinds/git/git.ts';
import { generateFromList } from './kinds/list.ts';
import { generateFromPlugin } from './kinds/plugin.ts';
import { generateFromPullRequests } from './kinds/scm/pull-request.ts';
import { generateFromScmProvider } from './kinds/scm/scm-provider.ts';
import { findSelectorMistake } from './parameters/check-selector.ts';
import { holdsTemplate } from './parameters/holds-template.ts';
import { interpolate } from './parameters/interpolate.ts';
import { NO_PARAMETERS, type ParameterSet } from './parameters/parameter-set.ts';
import { selectParameters } from './parameters/select-parameters.ts';

/** The generators there are. Adding one means its file, a line here, and a case in {@link run}. */
const KINDS = [
  'list',
  'clusters',
  'git',
  'scmProvider',
  'clusterDecisionResource',
  'pullRequest',
  'plugin',
  'matrix',
  'merge',
] as const;
export type GeneratorKind = (typeof KINDS)[number];

/** The kinds one entry names, in a fixed order. */
export function kindsOf(generator: Generator): GeneratorKind[] {
  return KINDS.filter((kind) => generator[kind] !== undefined);
}

/** The parameter sets of one kind that an entry names, those its selector keeps. */
export function evaluateKind(kind: GeneratorKind, generator: Generator, context: GeneratorContext): GeneratorOutcome {
  const { selector } = generator;
  const mistake = selector && findSelectorMistake(selector, 'any-text');
  if (mistake) return invalidGenerator(`${context.field}.selector`, mistake);
  const field = `${context.field}.${kind}`;
  const outcome = run(kind, generator, { ...context, field });
  if (!outcome.ok) return outcome;
  const sets = kind === 'matrix' ? outcome.value : shareWithLastTime(outcome.value, generator, { ...context, field });
  return succeed(selector ? selectParameters(sets, selector) : sets);
}

/** What a matrix joins needs no such look: it is remembered by its parts. Without templates the scope makes no difference. */
function shareWithLastTime(sets: ParameterSet[], generator: Generator, { memory, field, scope }: GeneratorContext) {
  return memory.share(field, holdsTemplate(generator) ? scope : NO_PARAMETERS, sets);
}

/** An entry names exactly one generator inside another one. */
function evaluateChild(generator: Generator, context: GeneratorContext): GeneratorOutcome {
  const kinds = kindsOf(generator);
  const [kind] = kinds;
  if (kind !== undefined && kinds.length === 1) return evaluateKind(kind, generator, context);
  const found = kinds.length === 0 ? 'none' : kinds.join(' and ');
  return invalidGenerator(context.field, `a child names exactly one generator; found ${found}`);
}

function run(kind: GeneratorKind, generator: Generator, context: GeneratorContext): GeneratorOutcome {
  switch (kind) {
    case 'list':
      return runLeaf(generateFromList, ListGenerator, generator.list, context);
    case 'clusters':
      return runLeaf(generateFromClusters, ClustersGenerator, generator.clusters, context);
    case 'git':
      return runLeaf(generateFromGit, GitGenerator, generator.git, context);
    case 'scmProvider':
      return runLeaf(generateFromScmProvider, ScmProviderGenerator, generator.scmProvider, context);
    case 'clusterDecisionResource': {
      const options = generator.clusterDecisionResource;
      return runLeaf(generateFromDecisions, ClusterDecisionResourceGenerator, options, context);
    }
    case 'pullRequest':
      return runLeaf(generateFromPullRequests, PullRequestGenerator, generator.pullRequest, context);
    case 'plugin':
      return runLeaf(generateFromPlugin, PluginGenerator, generator.plugin, context);
    case 'matrix':
      return generator.matrix ? generateFromMatrix(generator.matrix, context, evaluateChild) : succeed([]);
    case 'merge':
      return generator.merge ? generateFromMerge(generator.merge, context, evaluateChild) : succeed([]);
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
