import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OutputCollector } from './output-collector.ts';
import type { SandboxLimits } from './sandbox-limits.ts';
import type { SandboxOutcome, SandboxRun } from './sandbox-run.ts';
import { type TarContent, tarStream } from './tar-stream.ts';
import { homeFolder, keyPlaces, lastStep, treeFolder, wallCommand, type WallOptions } from './wall-script.ts';

const mostErrorBytes = 1_000_000;

/** A wall that is put up ahead of what will run behind it, for one run of one program. It stands until then, or until it is stopped. */
export class Wall {
  readonly #limits: SandboxLimits;
  readonly #child: ChildProcess;
  readonly #output: OutputCollector;
  readonly #errors: OutputCollector;
  /** Why it could not even be started, if so. */
  readonly #ended: Promise<string | undefined>;
  #isStopped = false;
  #isLate = false;

  constructor(options: WallOptions) {
    this.#limits = options.limits;
    const [command = '', ...args] = wallCommand(options);
    this.#child = spawn(command, args, {
      detached: true,
      cwd: '/',
      env: environment(options.limits),
      stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr) throw new Error('a process was started without pipes');
    this.#output = new OutputCollector(stdout, options.limits.outputBytes, () => this.#kill());
    this.#errors = new OutputCollector(stderr, mostErrorBytes, () => this.#kill());
    this.#ended = untilClosed(this.#child);
  }

  get isStanding(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Lets the renderer run to its end or to the first limit that it breaks; once only. `onFed` hears when it has its files. */
  async run({ args, folder, outside, ...content }: SandboxRun, onFed: () => void): Promise<SandboxOutcome> {
    const timer = setTimeout(() => this.#endLate(), this.#limits.deadlineMs);
    try {
      const fed = Promise.all([
        feed(this.#child.stdin, tarStream(contentOf(content))),
        feed(this.#child.stdio[4], [Buffer.from(lastStep(folder, args, outside?.environment))]),
      ]);
      // A wall that cannot be put up now is tried again by the next run, which tells why.
      void fed.then(onFed).catch(() => undefined);
      const [unstarted] = await Promise.all([this.#ended, fed]);
      return unstarted === undefined ? this.#judge() : { kind: 'failed', errorText: unstarted, exitCode: null };
    } finally {
      clearTimeout(timer);
      this.#kill();
    }
  }

  /** Ends the wall with everything behind it, and waits until it is gone. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.isStanding) this.#kill();
    await this.#ended;
  }

  #judge(): SandboxOutcome {
    if (this.#isStopped) return { kind: 'stopped' };
    if (this.#isLate) return { kind: 'late' };
    if (this.#output.isFlooded || this.#errors.isFlooded) return { kind: 'too-much-output' };
    const { exitCode } = this.#child;
    if (exitCode === 0) return { kind: 'done', output: this.#output.bytes() };
    const errorText = this.#errors.bytes().toString('utf8').trim();
    return outOfMemory.test(errorText) ? { kind: 'too-much-memory' } : { kind: 'failed', errorText, exitCode };
  }

  #endLate(): void {
    this.#isLate = true;
    this.#kill();
  }

  /** Ends the whole group: process 1 of the sandbox is in it, and with that one the kernel ends everything inside. */
  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      // No such process: the group is gone already.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/**
 * What a Go program says when the kernel gives it no more memory; it then ends itself with code 2. Where its own runtime stumbles over
 * that, it ends by a bare SIGSEGV; one of the program's code would be told as a panic.
 */
const outOfMemory = /^(?:(?:fatal error: |runtime: ).*(?:out of memory|cannot allocate memory)|SIGSEGV: )/m;

/**
 * The renderer's whole environment: nothing of the worker's own. Its memory limit lets Go collect before the kernel refuses. Below
 * that it collects less often than by default: a program that ends within a blink would mostly tidy up for nobody.
 */
function environment({ memoryBytes }: SandboxLimits): Record<string, string> {
  const helm = ['CACHE', 'CONFIG', 'DATA'].map((folder) => [`HELM_${folder}_HOME`, homeFolder] as const);
  return {
    ...Object.fromEntries(helm),
    HELM_PLUGINS: homeFolder,
    HOME: homeFolder,
    TMPDIR: homeFolder,
    LC_ALL: 'C.UTF-8',
    ...keyPlaces,
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    GOGC: '300',
    GOMEMLIMIT: String(Math.floor(memoryBytes * 0.8)),
  };
}

/** What is unpacked into the renderer's root. */
function contentOf({ files, links = [] }: Pick<SandboxRun, 'files' | 'links'>): TarContent {
  return {
    files: files.map(({ path, content }) => ({ path: inTree(path), content })),
    links: links.map(({ path, target }) => ({ path: inTree(path), target })),
  };
}

function inTree(path: string): string {
  return `${treeFolder.slice(1)}/${path}`;
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

/** Sends everything. That the other side ends before it has read it all shows in how it ended. */
async function feed(pipe: unknown, chunks: Iterable<Uint8Array>): Promise<void> {
  if (!(pipe instanceof Writable)) throw new Error('a process was started without pipes');
  try {
    await pipeline(Readable.from(chunks, { objectMode: false, highWaterMark: 1_000_000 }), pipe);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  }
}
