import type { FileProblem } from '#core/appset-files/file-problem.ts';
import type { TextFile } from '#core/appset-files/parse-file.ts';
import { readAppSets } from '#core/appset-files/read-app-sets.ts';
import { unansweredFacts } from '#core/generators/facts/unanswered-facts.ts';
import { generate } from '#core/generators/generate.ts';
import type { GeneratorFailure } from '#core/generators/generator-failure.ts';
import type { TemplateEngines } from '#core/generators/template-engine.ts';
import type { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { fieldLocator } from './locate-field.ts';

export interface ValidatedFiles {
  /** How many sound sets each file holds. */
  readonly sets: ReadonlyMap<string, number>;
  /** By file, line and column. */
  readonly problems: readonly FileProblem[];
}

/**
 * Every problem of the ApplicationSets in the files that shows without looking at the world. A set that reads soundly is tried too:
 * its generators run as far as they get without facts.
 */
export function validateFiles(files: readonly TextFile[], engines: TemplateEngines): ValidatedFiles {
  const { sets, problems } = readAppSets(files);
  const mistakes = files.flatMap((file) => {
    const locate = fieldLocator(file);
    const own = sets.filter((set) => set.file === file.path);
    return own.flatMap((set) => findGeneratorMistakes(set.spec, engines).map((mistake) => locate(set, mistake)));
  });
  const counts = files.map(({ path }) => [path, sets.filter(({ file }) => file === path).length] as const);
  return { sets: new Map(counts), problems: [...problems, ...mistakes].toSorted(comparePlaces) };
}

function findGeneratorMistakes(spec: ApplicationSetSpec, engines: TemplateEngines): GeneratorFailure[] {
  const tried = generate(spec, unansweredFacts, engines);
  return tried.ok ? [] : tried.failure.filter(({ kind }) => kind === 'invalid-generator');
}

function comparePlaces(a: FileProblem, b: FileProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
