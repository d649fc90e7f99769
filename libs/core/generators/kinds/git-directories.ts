import { compilePathPattern } from '#core/globs/path-match.ts';
import type { GitGenerator } from '#core/resources/application-set.ts';
import { normalizeName } from '#core/templating/functions/text/slug-functions.ts';
import { appendValues } from './append-values.ts';
import {
  type GeneratorContext,
  type GeneratorOutcome,
  factsIncomplete,
  invalidGenerator,
} from '../generator-context.ts';
import type { ParameterSet } from '../parameters/parameter-set.ts';

/**
 * One parameter set for each directory of the repository that some pattern matches and no `exclude` pattern does, by path.
 * Directories whose name starts with a dot are left out with everything below. A pattern Go calls malformed matches nothing.
 */
export function generateFromGit(options: GitGenerator, context: GeneratorContext): GeneratorOutcome {
  if (!options.directories || options.directories.length === 0) {
    return invalidGenerator(context.field, 'give `directories`: this version reads no parameters from files in git');
  }
  const directories = context.facts.directories(options.repoURL, options.revision);
  if (!directories.complete) return factsIncomplete(context.field, directories.message);
  const isChosen = directoryFilter(options.directories);
  const sets = directories.value
    .filter((path) => !isHidden(path) && isChosen(path))
    .toSorted()
    .map((path) => pathParameters(path, options.pathParamPrefix ?? '', context.goTemplate));
  return appendValues(sets, options.values, context);
}

type DirectoryPatterns = NonNullable<GitGenerator['directories']>;

function directoryFilter(patterns: DirectoryPatterns): (path: string) => boolean {
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

function pathParameters(path: string, prefix: string, goTemplate: boolean): ParameterSet {
  const basename = path.slice(path.lastIndexOf('/') + 1);
  const basenameNormalized = normalizeName(basename);
  const segments = path.split('/');
  if (goTemplate) {
    const nested = { path: { path, basename, basenameNormalized, segments } };
    return prefix === '' ? nested : { [prefix]: nested };
  }
  const start = prefix === '' ? 'path' : `${prefix}.path`;
  return Object.fromEntries([
    [start, path],
    [`${start}.basename`, basename],
    [`${start}.basenameNormalized`, basenameNormalized],
    ...segments.map((segment, index) => [`${start}[${index}]`, segment] as const),
  ]);
}
