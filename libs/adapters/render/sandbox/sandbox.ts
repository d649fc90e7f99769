import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OutputCollector } from './output-collector.ts';
import { RenderSlots } from './render-slots.ts';
import { defaultSandboxLimits, type SandboxLimits } from './sandbox-limits.ts';
import { type SandboxFile, type SandboxLink, type TarContent, tarStream } from './tar-stream.ts';
import { homeFolder, programFile, walledCommand, treeFolder } from './wall-script.ts';

export interface SandboxRun {
  /** Absolute path of a statically linked program. */
  readonly program: string;
  readonly args: readonly string[];
  /** Folder among the files to start in; '' for the root of them. */
  readonly folder: string;
  readonly files: readonly SandboxFile[];
  readonly links?: readonly SandboxLink[];
}

/** How a run ended. Whatever it was, none of its processes and files is left. */
export type SandboxOutcome =
  | { readonly kind: 'done'; readonly output: Uint8Array }
  | { readonly kind: 'failed'; readonly errorText: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'too-much-output' }
  | { readonly kind: 'too-much-memory' }
  | { readonly kind: 'stopped' };

export interface SandboxOptions {
  /** Folder of this process for an empty mount point. */
  readonly cacheFolder: string;
  /** Runs at once. */
  readonly concurrency: number;
  readonly limits?: Partial<SandboxLimits>;
}

/** The renderer's whole environment: nothing of the worker's own. Its memory limit lets Go collect before the kernel refuses. */
function environment({ memoryBytes }: SandboxLimits): Record<string, string> {
  const home = `/${homeFolder}`;
  const helm = ['CACHE', 'CONFIG', 'DATA'].map((folder) => [`HELM_${folder}_HOME`, home] as const);
  return {
    ...Object.fromEntries(helm),
    HELM_PLUGINS: home,
    HOME: home,
    TMPDIR: home,
    LC_ALL: 'C.UTF-8',
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    GOMEMLIMIT: String(Math.floor(memoryBytes * 0.8)),
  };
}

/**
 * Runs renderers behind a wall (docs/adr/0012): namespaces without network and without any other process, a root of their own that
 * has only the program and the given files, all of it read-only and in memory, and limits on time, memory, output and processes.
 * The end of a run, or of this process, ends all of it. There is no way to run without the wall.
 */
export class Sandbox {
  readonly #mountPoint: string;
  readonly #limits: SandboxLimits;
  readonly #slots: RenderSlots;
  readonly #running = new Set<ChildProcess>();
  #isClosed = false;

  constructor({ cacheFolder, concurrency, limits }: SandboxOptions) {
    this.#mountPoint = join(cacheFolder, 'sandbox');
    this.#limits = { ...defaultSandboxLimits, ...limits };
    this.#slots = new RenderSlots(concurrency);
  }

  /** Waits for a slot, then runs the program to its end or to the first limit that it breaks. */
  async run(run: SandboxRun): Promise<SandboxOutcome> {
    return this.#slots.use(() => (this.#isClosed ? { kind: 'stopped' } : this.#runNow(run)));
  }

  /** Ends every run and waits until it is gone; every later one is `stopped`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const ended = [...this.#running].map((child) => once(child, 'close'));
    for (const child of this.#running) kill(child);
    await Promise.all(ended);
  }

  async #runNow(run: SandboxRun): Promise<SandboxOutcome> {
    await mkdir(this.#mountPoint, { recursive: true, mode: 0o755 });
    const isRoot = process.getuid?.() === 0;
    const limits = this.#limits;
    const [command = '', ...args] = walledCommand({ ...run, limits, mountPoint: this.#mountPoint, isRoot });
    const child = spawn(command, args, {
      detached: true,
      cwd: '/',
      env: environment(limits),
      // The fourth pipe is the life line: it closes when this process dies.
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.#running.add(child);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      kill(child);
    }, limits.deadlineMs);
    try {
      const output = new OutputCollector(child.stdout, limits.outputBytes, () => kill(child));
      const errors = new OutputCollector(child.stderr, 1_000_000, () => kill(child));
      const [unstarted] = await Promise.all([untilClosed(child), feed(child.stdin, tarStream(contentOf(run)))]);
      if (unstarted !== undefined) return { kind: 'failed', errorText: unstarted };
      if (this.#isClosed) return { kind: 'stopped' };
      if (isLate) return { kind: 'late' };
      if (output.isFlooded || errors.isFlooded) return { kind: 'too-much-output' };
      return judgeExit(child, output, errors);
    } finally {
      clearTimeout(timer);
      kill(child);
      this.#running.delete(child);
    }
  }
}

/** The root that the renderer sees. */
function contentOf({ files, links = [] }: SandboxRun): TarContent {
  return {
    folders: [homeFolder, inTree('')],
    files: [
      { path: programFile, content: new Uint8Array() },
      ...files.map(({ path, content }) => ({ path: inTree(path), content })),
    ],
    links: links.map(({ path, target }) => ({ path: inTree(path), target })),
  };
}

function inTree(path: string): string {
  return `${treeFolder.slice(1)}/${path}`;
}

/** What a Go program says when the kernel gives it no more memory; it then ends itself with code 2. */
const outOfMemory = /^(?:fatal error: |runtime: ).*(?:out of memory|cannot allocate memory)/m;

function judgeExit({ exitCode }: ChildProcess, output: OutputCollector, errors: OutputCollector): SandboxOutcome {
  if (exitCode === 0) return { kind: 'done', output: output.bytes() };
  const errorText = errors.bytes().toString('utf8').trim();
  if (outOfMemory.test(errorText)) return { kind: 'too-much-memory' };
  return { kind: 'failed', errorText };
}

/** Waits for the end of a process and of its output; answers why it could not even be started. */
async function untilClosed(child: ChildProcess): Promise<string | undefined> {
  try {
    await once(child, 'close');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Sends the files. That the other side ends before it has read them all shows in how it ended. */
async function feed(stdin: Writable, chunks: Iterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(chunks, { objectMode: false, highWaterMark: 1_000_000 }), stdin);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  }
}

/** Ends the whole group: process 1 of the sandbox is in it, and with that one the kernel ends everything inside. */
function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // No such process: the group is gone already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
