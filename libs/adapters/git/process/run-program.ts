import { spawn } from 'node:child_process';

export interface ProgramCommand {
  readonly args: readonly string[];
  readonly folder: string;
  /** The process's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly input?: string | undefined;
}

export type ProgramEnd =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly standardError: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'late' };

/** More is not kept: signatures are told in a few lines. Unit: characters. */
const longestText = 64_000;

/** Runs a local program in a process group of its own, which is ended as a whole at the deadline; what it prints is not wanted. */
export function runProgram(program: string, command: ProgramCommand): Promise<ProgramEnd> {
  const { args, folder, environment, deadlineMs, input = '' } = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
    });
    let standardError = '';
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, deadlineMs);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (standardError.length < longestText) standardError += text;
    });
    child.once('error', () => {
      clearTimeout(timer);
      resolve({ kind: 'missing' });
    });
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      resolve(isLate ? { kind: 'late' } : { kind: 'ended', exitCode: exitCode ?? 1, standardError });
    });
    // A program that ends early does not read on; how it ended tells more than the broken pipe.
    child.stdin.on('error', () => undefined).end(input);
  });
}
