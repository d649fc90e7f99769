import { Worker } from 'node:worker_threads';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { parseFiles, type ParsedFiles, type RawFile } from './parse-files.ts';
import type { ThreadAnswer } from './parse-thread.ts';

export interface ParserLimits {
  /** Up to this many bytes are parsed at once, without the thread: about 15 ms. */
  readonly inlineBytes: number;
  /** For all files of one source; the thread is ended then. Unit: milliseconds. */
  readonly deadlineMs: number;
  /** Heap of the thread: YAML takes about twenty times its size while it is read. Unit: megabytes. */
  readonly heapMegabytes: number;
  /** A thread without work is ended after this. Unit: milliseconds. */
  readonly idleMs: number;
}

const defaultParserLimits: ParserLimits = {
  inlineBytes: 64_000,
  deadlineMs: 30_000,
  heapMegabytes: 1_024,
  idleMs: 30_000,
};

interface Task {
  readonly files: readonly RawFile[];
  readonly manifests: ParsedFiles['manifests'];
  readonly finish: (result: Result<ParsedFiles, string>) => void;
}

/** Runs as TypeScript from a checkout and as JavaScript from a build; the name of this very file tells which. */
const isSource = import.meta.url.endsWith('.ts');
const threadFile = new URL(isSource ? './parse-thread.ts' : './parse-thread.js', import.meta.url);
const threadArguments = isSource ? ['--conditions=source'] : [];

/**
 * Parses manifests without ever holding up the event loop: large inputs go to one thread with limits on time and memory, one
 * source after the other. Fails with a sentence when a source takes too much of either.
 */
export class ManifestParser {
  readonly #limits: ParserLimits;
  readonly #waiting: Task[] = [];
  #running: Task | undefined;
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Partial<ParserLimits> = {}) {
    this.#limits = { ...defaultParserLimits, ...limits };
  }

  parse(files: readonly RawFile[]): Promise<Result<ParsedFiles, string>> {
    const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
    if (bytes <= this.#limits.inlineBytes) return Promise.resolve(succeed(parseFiles(files)));
    return new Promise((finish) => {
      this.#waiting.push({ files, manifests: [], finish });
      this.#next();
    });
  }

  /** Ends the thread; what is still to be parsed fails. */
  async close(): Promise<void> {
    const tasks = this.#waiting.splice(0);
    const ended = this.#endThread();
    this.#finish(fail('parsing was given up because the process ends'));
    for (const { finish } of tasks) finish(fail('parsing was given up because the process ends'));
    await ended;
  }

  #next(): void {
    if (this.#running !== undefined) return;
    this.#running = this.#waiting.shift();
    clearTimeout(this.#timer);
    if (this.#running === undefined) {
      this.#timer = setTimeout(() => void this.#endThread(), this.#limits.idleMs).unref();
      return;
    }
    const seconds = this.#limits.deadlineMs / 1000;
    this.#timer = setTimeout(
      () => this.#abandon(`its files take longer than ${seconds} s to parse: split the source`),
      this.#limits.deadlineMs,
    );
    this.#thread ??= this.#startThread();
    this.#thread.postMessage(this.#running.files, []);
  }

  #startThread(): Worker {
    const { heapMegabytes } = this.#limits;
    const thread = new Worker(threadFile, {
      env: {},
      execArgv: threadArguments,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 64 },
    });
    thread.unref();
    thread.on('message', (answer: ThreadAnswer) => this.#receive(thread, answer));
    thread.on('error', (error: NodeJS.ErrnoException) => {
      if (thread !== this.#thread) return;
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#abandon(
        outOfMemory
          ? 'its files take too much memory to parse: split the source'
          : `its files cannot be parsed (${error.name})`,
      );
    });
    return thread;
  }

  #receive(thread: Worker, answer: ThreadAnswer): void {
    if (thread !== this.#thread || this.#running === undefined) return;
    const { manifests } = this.#running;
    if (answer.kind === 'manifests') for (const manifest of answer.manifests) manifests.push(manifest);
    else this.#finish(succeed({ manifests, problems: answer.problems }));
  }

  /** Gives up the running task together with its thread, whose state nobody knows. */
  #abandon(why: string): void {
    void this.#endThread();
    this.#finish(fail(why));
  }

  #finish(result: Result<ParsedFiles, string>): void {
    const task = this.#running;
    this.#running = undefined;
    task?.finish(result);
    this.#next();
  }

  async #endThread(): Promise<void> {
    const ending = this.#thread;
    this.#thread = undefined;
    await ending?.terminate();
  }
}
