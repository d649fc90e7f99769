import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from './compile-cache.ts';

export interface CliAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
/** More than the longest wait of a command for the hub. */
const DEADLINE_MS = 75_000;

/** Runs the command line as a person would, in a process of its own. Rejects when it does not end by itself. */
export function runCli(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliAnswer> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--conditions=source', main, ...args],
      { env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILE_CACHE, ...env }, timeout: DEADLINE_MS },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') resolve({ code, stdout, stderr });
        else
          reject(
            new Error(
              `nabe ${args.join(' ')} was not left to end by itself, for which it has ${DEADLINE_MS / 1000} s`,
              {
                cause: error,
              },
            ),
          );
      },
    );
  });
}
