import { CommanderError } from 'commander';
import type { CliContext } from './cli-context.ts';
import { CliFailure } from './cli-failure.ts';
import { onOneLine } from './output/display-width.ts';
import { buildProgram } from './program.ts';

/**
 * Runs one command line. The exit code: 0 it worked; 1 it failed or there is no such thing; 2 it was called wrongly. Commands that compare
 * say themselves what 1 and 2 mean.
 */
export async function run(context: CliContext, args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    let code: 0 | 1 = 0;
    await buildProgram(context, (told) => void (code = told)).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const failure = error instanceof CliFailure ? error : undefined;
    for (const detail of failure?.details ?? []) context.printError(`${onOneLine(detail)}\n`);
    context.printError(
      `nabe: ${onOneLine(failure?.message ?? (error instanceof Error ? error.message : String(error)))}`,
    );
    return failure?.exitCode ?? 1;
  }
}
