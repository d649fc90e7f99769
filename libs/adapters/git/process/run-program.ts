import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface ProgramCommand {
  readonly args: readonly string[];
  readonly folder: string;
  /** The process's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly input?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type ProgramEnd =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly output: string; readonly standardError: string }
  | { readonly kind: 'missing' }
  /** The deadline passed, or it was called off. */
  | { readonly kind: 'late' };

/** More is not kept of either output: signatures and addresses are told in a few lines. Unit: characters. */
const longestText = 64_000;

/** Runs a program in a process group of its own, which is ended as a whole at the deadline. */
export function runProgram(program: string, command: ProgramCommand): Promise<ProgramEnd> {
  const { args, folder, environment, deadlineMs, input = '', signal } = command;
  const ending = AbortSignal.any([AbortSignal.timeout(deadlineMs), ...(signal === undefined ? [] : [signal])]);
  if (ending.aborted) return Promise.resolve({ kind: 'late' });
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    let isLate = false;
    const end = () => {
      isLate = true;
      killGroup(child.pid);
    };
    ending.addEventListener('abort', end, { once: true });
    const output = keep(child.stdout);
    const standardError = keep(child.stderr);
    child.once('error', () => {
      ending.removeEventListener('abort', end);
      resolve({ kind: 'missing' });
    });
    child.once('close', (exitCode) => {
      ending.removeEventListener('abort', end);
      const said = { output: output(), standardError: standardError() };
      resolve(isLate ? { kind: 'late' } : { kind: 'ended', exitCode: exitCode ?? 1, ...said });
    });
    // A program that ends early does not read on; how it ended tells more than the broken pipe.
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** Reads all that comes, so that the program goes on, and keeps its beginning. */
function keep(stream: Readable): () => string {
  let kept = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    if (kept.length < longestText) kept += text;
  });
  return () => kept;
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // It ended by itself in this very moment.
  }
}
