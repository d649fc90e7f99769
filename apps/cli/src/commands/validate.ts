import { validateFiles } from '#core/offline/validate-files.ts';
import type { CliContext } from '../cli-context.ts';
import { CliFailure } from '../cli-failure.ts';
import { count, inputFailure } from '../offline/input-failure.ts';
import { offlineEngines } from '../offline/offline-engines.ts';
import { readTextFile } from '../offline/read-text-file.ts';
import { onOneLine } from '../output/display-width.ts';

export interface ValidateOptions {
  readonly file: readonly string[];
}

/** `nabe validate`: every problem of the ApplicationSets in the files, all at once. */
export async function validate(context: CliContext, options: ValidateOptions): Promise<void> {
  const files = await Promise.all([...new Set(options.file)].map(readTextFile));
  const { sets, problems } = validateFiles(files, offlineEngines());
  if (problems.length > 0) throw inputFailure(problems);
  const total = [...sets.values()].reduce((sum, number) => sum + number, 0);
  if (total === 0) throw new CliFailure('there is no ApplicationSet in these files');
  for (const [path, number] of sets)
    context.print(`${onOneLine(path)}: ${count(number, 'ApplicationSet')}, no problems\n`);
}
