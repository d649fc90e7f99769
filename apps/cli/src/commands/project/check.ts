import { askProject, type ProjectQuestion } from '#core/offline/project-question.ts';
import type { CliContext } from '../../cli-context.ts';
import { CliFailure } from '../../cli-failure.ts';
import { readProjectFile } from '../../offline/read-project-file.ts';
import { onOneLine } from '../../output/display-width.ts';

export interface ProjectCheckOptions extends ProjectQuestion {
  readonly file: string;
}

/** `nabe project check`: prints `allowed` or `denied`, as an AppProject has it; a denial is a failure that says of what. */
export async function projectCheck(context: CliContext, options: ProjectCheckOptions): Promise<void> {
  const asked = askProject(await readProjectFile(options.file), options);
  if (!asked.ok) throw new CliFailure(asked.failure, 2);
  const { allowed, message } = asked.value;
  context.print(allowed ? 'allowed\n' : 'denied\n');
  if (!allowed) throw new CliFailure(onOneLine(message));
}
