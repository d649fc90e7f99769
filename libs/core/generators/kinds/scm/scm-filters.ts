import { type Result, succeed } from '#core/model/result.ts';
import type { ScmFilter } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmRepository } from '../../facts/scm-facts.ts';
import { type FilterFailure, type TextTest, compileExpressions } from './compile-expression.ts';

/** One filter, ready to be asked. All that it holds has to be true. */
export interface CompiledScmFilter {
  readonly matchesRepository: (repository: ScmRepository) => boolean;
  readonly matchesBranch: TextTest;
  readonly pathsExist: readonly string[];
  readonly pathsDoNotExist: readonly string[];
}

export interface CompiledScmFilters {
  /** Filters on names and labels alone: one of them has to let a repository through. */
  readonly ofRepositories: readonly CompiledScmFilter[];
  /** Filters that look at branches or paths: one of them has to let each branch of a repository through. */
  readonly ofBranches: readonly CompiledScmFilter[];
}

/**
 * Sorts filters into Argo CD's two passes, so that a filter on names beside one on branches narrows instead of adding. An empty
 * filter belongs to neither.
 */
export function compileScmFilters(filters: readonly ScmFilter[]): Result<CompiledScmFilters, FilterFailure> {
  const ofRepositories: CompiledScmFilter[] = [];
  const ofBranches: CompiledScmFilter[] = [];
  for (const [index, filter] of filters.entries()) {
    const compiled = compileFilter(filter, `filters[${index}]`);
    if (!compiled.ok) return compiled;
    const { repositoryMatch, labelMatch, branchMatch, pathsExist, pathsDoNotExist } = filter;
    if (branchMatch !== undefined || pathsExist || pathsDoNotExist) ofBranches.push(compiled.value);
    else if (repositoryMatch !== undefined || labelMatch !== undefined) ofRepositories.push(compiled.value);
  }
  return succeed({ ofRepositories, ofBranches });
}

function compileFilter(filter: ScmFilter, path: string): Result<CompiledScmFilter, FilterFailure> {
  const { repositoryMatch, labelMatch, branchMatch, pathsExist = [], pathsDoNotExist = [] } = filter;
  const tests = compileExpressions({ repositoryMatch, labelMatch, branchMatch }, path);
  if (!tests.ok) return tests;
  const [matchesName = always, matchesLabel = always, matchesBranch = always] = tests.value;
  return succeed({
    matchesRepository: ({ repository, labels }) =>
      matchesName(repository) && (labelMatch === undefined || labels.some(matchesLabel)),
    matchesBranch,
    pathsExist: pathsExist.map(withoutTrailingSlashes),
    pathsDoNotExist: pathsDoNotExist.map(withoutTrailingSlashes),
  });
}

function always(): boolean {
  return true;
}

function withoutTrailingSlashes(path: string): string {
  return path.replace(/\/+$/, '');
}
