import { type ScmProviderGenerator, scmProvidersOf } from '#core/resources/generators/scm-provider-generator.ts';
import { normalizeName } from '#core/templating/functions/text/slug-functions.ts';
import type { ScmBranch, ScmRepository, ScmRequest } from '../../facts/scm-facts.ts';
import {
  type GeneratorContext,
  type GeneratorOutcome,
  factsIncomplete,
  invalidGenerator,
} from '../../generator-context.ts';
import { appendValues } from '../../parameters/append-values.ts';
import type { ParameterSet } from '../../parameters/parameter-set.ts';
import { type CompiledScmFilter, type CompiledScmFilters, compileScmFilters } from './scm-filters.ts';

/**
 * One parameter set for each repository of a code host that the filters let through, or for each of its branches with
 * `allBranches`; by organization and name, branches as the host lists them. Repositories, then branches, then paths
 * are asked for, each for as many as are still left.
 */
export function generateFromScmProvider(options: ScmProviderGenerator, context: GeneratorContext): GeneratorOutcome {
  const [provider, second] = scmProvidersOf(options);
  if (!provider) return invalidGenerator(context.field, 'name a code host: github, gitlab, gitea or another');
  if (second) return invalidGenerator(context.field, `one code host, not both ${provider.kind} and ${second.kind}`);
  const filters = compileScmFilters(options.filters ?? []);
  if (!filters.ok) return invalidGenerator(`${context.field}.${filters.failure.path}`, filters.failure.message);
  const search = new ScmSearch({ provider, cloneProtocol: options.cloneProtocol }, filters.value, context);
  const found = search.run();
  if (search.obstacle !== undefined) return factsIncomplete(context.field, search.obstacle);
  return appendValues(
    found.map(([repository, branch]) => scmParameters(repository, branch)),
    options.values,
    context,
  );
}

/** Asks for everything that can be asked for now, also behind the first fact that is missing, so that rounds stay few. */
class ScmSearch {
  /** Why the answer is not complete: the first reason met. */
  obstacle: string | undefined;
  private readonly request: ScmRequest;
  private readonly filters: CompiledScmFilters;
  private readonly context: GeneratorContext;

  constructor(request: ScmRequest, filters: CompiledScmFilters, context: GeneratorContext) {
    this.request = request;
    this.filters = filters;
    this.context = context;
  }

  run(): (readonly [ScmRepository, ScmBranch])[] {
    const { ofRepositories } = this.filters;
    return this.repositories()
      .filter(
        (repository) =>
          ofRepositories.length === 0 || ofRepositories.some((filter) => filter.matchesRepository(repository)),
      )
      .flatMap((repository) => this.branches(repository).map((branch) => [repository, branch] as const));
  }

  private repositories(): readonly ScmRepository[] {
    const fact = this.context.facts.scmRepositories(this.request);
    if (fact.complete) return fact.value.toSorted(byFullName);
    this.obstacle ??= fact.message;
    return [];
  }

  private branches(repository: ScmRepository): readonly ScmBranch[] {
    const fact = this.context.facts.scmBranches({ ...this.request, repository });
    if (fact.complete) return fact.value.filter((branch) => this.isWanted(repository, branch));
    this.obstacle ??= fact.message;
    return [];
  }

  private isWanted(repository: ScmRepository, branch: ScmBranch): boolean {
    const { ofBranches } = this.filters;
    return ofBranches.length === 0 || ofBranches.some((filter) => this.matches(filter, repository, branch));
  }

  private matches(filter: CompiledScmFilter, repository: ScmRepository, branch: ScmBranch): boolean {
    if (!filter.matchesRepository(repository) || !filter.matchesBranch(branch.name)) return false;
    const exists = (path: string) => this.pathExists(repository, branch, path);
    const found = filter.pathsExist.map(exists);
    const unwanted = filter.pathsDoNotExist.map(exists);
    return found.every(Boolean) && !unwanted.some(Boolean);
  }

  private pathExists(repository: ScmRepository, branch: ScmBranch, path: string): boolean {
    const fact = this.context.facts.scmPathExists({ ...this.request, repository, branch, path });
    if (fact.complete) return fact.value;
    this.obstacle ??= fact.message;
    return false;
  }
}

function byFullName(a: ScmRepository, b: ScmRepository): number {
  if (a.organization !== b.organization) return a.organization < b.organization ? -1 : 1;
  return a.repository < b.repository ? -1 : 1;
}

function scmParameters(repository: ScmRepository, { name: branch, sha }: ScmBranch): ParameterSet {
  return {
    organization: repository.organization,
    repository: repository.repository,
    repository_id: wholeNumber(repository.repositoryId),
    url: repository.url,
    branch,
    branchNormalized: normalizeName(branch),
    sha,
    short_sha: sha.slice(0, 8),
    short_sha_7: sha.slice(0, 7),
    labels: repository.labels.join(','),
  };
}

/** An id is an integer, never a float: templates print all its digits. */
function wholeNumber(id: number | string): bigint | string {
  return typeof id === 'number' && Number.isInteger(id) ? BigInt(id) : String(id);
}
