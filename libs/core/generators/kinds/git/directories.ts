import { compilePathPattern } from '#core/globs/path-match.ts';
import { succeed } from '#core/model/result.ts';
import type { GitGenerator } from '#core/resources/generators/leaf-generators.ts';
import type { FilePattern } from '../../facts/git-facts.ts';
import { type GeneratorContext, type GeneratorOutcome, factsIncomplete } from '../../generator-context.ts';
import { directoryParameters } from './path-parameters.ts';

/**
 * One parameter set for each directory of the repository that some pattern matches and no `exclude` pattern does, by path.
 * Directories whose name starts with a dot are left out with everything below. A pattern Go calls malformed matches nothing.
 */
export function generateFromDirectories(
  { repoURL, revision, pathParamPrefix: prefix = '' }: GitGenerator,
  patterns: readonly FilePattern[],
  context: GeneratorContext,
): GeneratorOutcome {
  const directories = context.facts.directories(repoURL, revision);
  if (!directories.complete) return factsIncomplete(context.field, directories.message);
  const isChosen = directoryFilter(patterns);
  return succeed(
    directories.value
      .filter((path) => !isHidden(path) && isChosen(path))
      .toSorted()
      .map((path) => directoryParameters(path, { prefix, goTemplate: context.goTemplate })),
  );
}

function directoryFilter(patterns: readonly FilePattern[]): (path: string) => boolean {
  const compile = (wanted: boolean) =>
    patterns
      .filter(({ exclude = false }) => exclude !== wanted)
      .map(({ path }) => compilePathPattern(path))
      .flatMap((compiled) => (compiled.ok ? [compiled.value] : []));
  const includes = compile(true);
  const excludes = compile(false);
  return (path) => includes.some((matches) => matches(path)) && !excludes.some((matches) => matches(path));
}

function isHidden(path: string): boolean {
  return path === '' || path.split('/').some((segment) => segment.startsWith('.'));
}
