import { GitError, type SimpleGit, simpleGit } from 'simple-git';
import { guardedVariables } from './git-environment.ts';

export interface GitCommand {
  readonly folder: string;
  readonly args: readonly string[];
  /** The process's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** How a command ended. Whatever it was, none of its processes is left. */
export type GitOutcome =
  | { readonly kind: 'done'; readonly output: string }
  | { readonly kind: 'failed'; readonly exitCode: number; readonly standardError: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'too-much-output' }
  | { readonly kind: 'aborted' };

/** git said no: carries the exit code, which simple-git's own error loses. */
class GitExit extends GitError {
  readonly exitCode: number;

  constructor(exitCode: number, standardError: string) {
    super(undefined, standardError);
    this.exitCode = exitCode;
  }
}

/** Runs one git command to its end, its deadline, or until it says more than it should. `binary` is {@link GitHome}'s. */
export async function runGit(binary: string, command: GitCommand): Promise<GitOutcome> {
  const deadline = AbortSignal.timeout(command.deadlineMs);
  const flood = new AbortController();
  const signals = [deadline, flood.signal, ...(command.signal === undefined ? [] : [command.signal])];
  if (command.signal?.aborted) return { kind: 'aborted' };
  const git = createGit(binary, command, AbortSignal.any(signals));
  countOutput(git, command.maxOutputBytes, () => flood.abort());
  try {
    return { kind: 'done', output: await git.raw([...command.args]) };
  } catch (error) {
    if (command.signal?.aborted) return { kind: 'aborted' };
    if (flood.signal.aborted) return { kind: 'too-much-output' };
    if (deadline.aborted) return { kind: 'late' };
    if (error instanceof GitExit) return { kind: 'failed', exitCode: error.exitCode, standardError: error.message };
    throw error;
  }
}

function createGit(binary: string, { folder, environment }: GitCommand, abort: AbortSignal): SimpleGit {
  return simpleGit({
    baseDir: folder,
    binary,
    abort,
    allowEnvironment: guardedVariables,
    unsafe: { allowUnsafeAskPass: true, allowUnsafeCustomBinary: true },
    errors: (error, { exitCode, stdErr }) =>
      exitCode === 0 ? error : new GitExit(exitCode, Buffer.concat(stdErr).toString('utf8')),
  }).env({ ...environment });
}

function countOutput(git: SimpleGit, maxBytes: number, onFlood: () => void): void {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) onFlood();
  };
  git.outputHandler((_command, standardOutput, standardError) => {
    standardOutput.on('data', count);
    standardError.on('data', count);
  });
}
