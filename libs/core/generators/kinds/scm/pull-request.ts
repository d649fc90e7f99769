import { type Result, succeed } from '#core/model/result.ts';
import {
  type PullRequestFilter,
  type PullRequestGenerator,
  pullRequestProvidersOf,
} from '#core/resources/generators/pull-request-generator.ts';
import type { PullRequest } from '../../facts/scm-facts.ts';
import {
  type GeneratorContext,
  type GeneratorOutcome,
  factsIncomplete,
  invalidGenerator,
} from '../../generator-context.ts';
import { appendValues } from '../../parameters/append-values.ts';
import type { ParameterSet } from '../../parameters/parameter-set.ts';
import { branchSlug } from './slug/branch-slug.ts';
import { type FilterFailure, compileExpressions } from './compile-expression.ts';

/**
 * One parameter set for each pull request of a repository that carries all `labels` asked for and that some filter lets through,
 * by number. A repository that is not there is a mistake, or none with `continueOnRepoNotFoundError`: then it gives nothing.
 */
export function generateFromPullRequests(options: PullRequestGenerator, context: GeneratorContext): GeneratorOutcome {
  const [provider, second] = pullRequestProvidersOf(options);
  if (!provider) return invalidGenerator(context.field, 'name a code host: github, gitlab, gitea or another');
  if (second) return invalidGenerator(context.field, `one code host, not both ${provider.kind} and ${second.kind}`);
  const isWanted = compileFilters(options.filters ?? []);
  if (!isWanted.ok) return invalidGenerator(`${context.field}.${isWanted.failure.path}`, isWanted.failure.message);
  const fact = context.facts.pullRequests({ provider });
  if (!fact.complete) return factsIncomplete(context.field, fact.message);
  if (!fact.value && options.continueOnRepoNotFoundError !== true) {
    const message =
      'the code host knows no such repository, or the token may not see it; continueOnRepoNotFoundError: true takes that for no pull requests';
    return invalidGenerator(`${context.field}.${provider.kind}`, message);
  }
  const labels = 'labels' in provider.options ? (provider.options.labels ?? []) : [];
  const sets = (fact.value ?? [])
    .filter((pull) => labels.every((label) => pull.labels.includes(label)) && isWanted.value(pull))
    .toSorted((a, b) => a.number - b.number)
    .map((pull) => pullRequestParameters(pull, context.goTemplate));
  return appendValues(sets, options.values, context);
}

type PullRequestTest = (pull: PullRequest) => boolean;

/** Fields of one filter all hold, or another filter does; without filters every pull request is wanted. */
function compileFilters(filters: readonly PullRequestFilter[]): Result<PullRequestTest, FilterFailure> {
  const compiled: PullRequestTest[] = [];
  for (const [index, { branchMatch, targetBranchMatch, titleMatch }] of filters.entries()) {
    const tests = compileExpressions({ branchMatch, targetBranchMatch, titleMatch }, `filters[${index}]`);
    if (!tests.ok) return tests;
    compiled.push(({ branch, targetBranch, title }) =>
      [branch, targetBranch, title].every((text, at) => tests.value[at]?.(text) ?? true),
    );
  }
  return succeed((pull) => compiled.length === 0 || compiled.some((test) => test(pull)));
}

function pullRequestParameters(pull: PullRequest, goTemplate: boolean): ParameterSet {
  const { number, title, branch, targetBranch, headSHA, labels, author } = pull;
  return {
    number: String(number),
    title,
    branch,
    branch_slug: branchSlug(branch),
    target_branch: targetBranch,
    target_branch_slug: branchSlug(targetBranch),
    head_sha: headSHA,
    head_short_sha: headSHA.slice(0, 8),
    head_short_sha_7: headSHA.slice(0, 7),
    author,
    ...(goTemplate && { labels: [...labels] }),
  };
}
