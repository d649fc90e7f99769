import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from './compile-cache.ts';

export interface CliAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const DEADLINE_MS = 30_000;

/** Runs the command line as a person would, in a process of its own. */
export function runCli(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliAnswer> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=source', main, ...args],
      { env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILE_CACHE, ...env }, timeout: DEADLINE_MS },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}
