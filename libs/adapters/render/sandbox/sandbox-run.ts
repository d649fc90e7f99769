import type { SandboxFile, SandboxLink } from './tar-stream.ts';

export interface SandboxRun {
  /** Absolute path of a statically linked program. */
  readonly program: string;
  readonly args: readonly string[];
  /** Folder among the files to start in; '' for the root of them. */
  readonly folder: string;
  readonly files: readonly SandboxFile[];
  readonly links?: readonly SandboxLink[];
  /** Present: the run may use the network of the worker, with these variables beside the usual ones. Absent: there is no network. */
  readonly outside?: { readonly environment: Readonly<Record<string, string>> } | undefined;
}

/** How a run ended. Whatever it was, none of its processes and files is left. */
export type SandboxOutcome =
  | { readonly kind: 'done'; readonly output: Uint8Array }
  | { readonly kind: 'failed'; readonly errorText: string; readonly exitCode: number | null }
  | { readonly kind: 'late' }
  | { readonly kind: 'too-much-output' }
  | { readonly kind: 'too-much-memory' }
  | { readonly kind: 'stopped' };
