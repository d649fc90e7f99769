import type { GitGenerator } from '#core/resources/generators/leaf-generators.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from '../../generator-context.ts';
import { appendValues } from '../../parameters/append-values.ts';
import { generateFromDirectories } from './directories.ts';
import { generateFromFiles } from './files.ts';

/** Parameter sets from directories or files of a repository, by path; directories count where both are given (Argo CD's rule). */
export function generateFromGit(options: GitGenerator, context: GeneratorContext): GeneratorOutcome {
  const { directories = [], files = [] } = options;
  if (directories.length === 0 && files.length === 0) {
    return invalidGenerator(context.field, 'give `directories` or `files`: patterns for paths in the repository');
  }
  const sets =
    directories.length > 0
      ? generateFromDirectories(options, directories, context)
      : generateFromFiles(options, files, context);
  return sets.ok ? appendValues(sets.value, options.values, context) : sets;
}
