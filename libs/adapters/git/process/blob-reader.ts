import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { type BatchAnswer, BatchParser } from './batch-parser.ts';

export interface BlobReaderOptions {
  /** The bare repository. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Objects above this are answered as too large. Unit: bytes. */
  readonly maxBytes: number;
  /** An answer that takes longer means a broken disk or process. Unit: milliseconds. */
  readonly deadlineMs: number;
  /** Without questions for this long, the process is ended; the next question starts another. Unit: milliseconds. */
  readonly idleMs: number;
}

interface Question {
  readonly answer: (answer: BatchAnswer) => void;
  readonly give: () => void;
}

/** The process ended or said something strange: the repository on disk may be damaged. */
export type ReaderBroken = { readonly kind: 'broken' };

/** Reads git objects through one long-lived `git cat-file --batch`, started when first asked. */
export class BlobReader {
  readonly #options: BlobReaderOptions;
  #process: ChildProcessWithoutNullStreams | undefined;
  #questions: Question[] = [];
  #idle: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;

  constructor(options: BlobReaderOptions) {
    this.#options = options;
  }

  /** Answers in the order of the names, which are object ids or revisions such as `<id>^{commit}`, without white space. */
  read(names: readonly string[]): Promise<Result<BatchAnswer[], ReaderBroken>> {
    if (names.length === 0) return Promise.resolve(succeed([]));
    const answers: BatchAnswer[] = [];
    return new Promise((resolve) => {
      const give = () => resolve(fail({ kind: 'broken' }));
      const answer = (next: BatchAnswer) => {
        answers.push(next);
        if (answers.length === names.length) resolve(succeed(answers));
      };
      const running = (this.#process ??= this.#start());
      for (const _ of names) this.#questions.push({ answer, give });
      this.#watch();
      running.stdin.write(`${names.join('\n')}\n`);
    });
  }

  /** Ends the process, if there is one, and waits until it is gone; open questions are answered as broken. */
  async close(): Promise<void> {
    const ending = this.#process;
    if (ending === undefined) return;
    const gone = new Promise<void>((resolve) => {
      ending.once('close', () => resolve());
    });
    this.#drop(ending);
    await gone;
  }

  #start(): ChildProcessWithoutNullStreams {
    const { folder, environment, maxBytes } = this.#options;
    const started = spawn('git', ['cat-file', '--batch'], { cwd: folder, env: environment, stdio: 'pipe' });
    const parser = new BatchParser(maxBytes);
    started.stdout.on('data', (chunk: Buffer) => this.#receive(started, parser, chunk));
    started.stderr.resume();
    for (const stream of [started.stdin, started.stdout, started.stderr]) stream.on('error', () => this.#drop(started));
    started.once('error', () => this.#drop(started));
    started.once('close', () => this.#drop(started));
    return started;
  }

  #receive(from: ChildProcessWithoutNullStreams, parser: BatchParser, chunk: Buffer): void {
    if (from !== this.#process) return;
    try {
      for (const answer of parser.push(chunk)) this.#questions.shift()?.answer(answer);
      this.#watch();
    } catch {
      this.#drop(from);
    }
  }

  /** Moves the deadline and the idle time on with every sign of life. */
  #watch(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#deadline);
    const running = this.#process;
    if (running === undefined) return;
    const drop = () => this.#drop(running);
    if (this.#questions.length > 0) this.#deadline = setTimeout(drop, this.#options.deadlineMs).unref();
    else this.#idle = setTimeout(drop, this.#options.idleMs).unref();
  }

  #drop(ending: ChildProcessWithoutNullStreams): void {
    ending.kill('SIGKILL');
    if (this.#process !== ending) return;
    this.#process = undefined;
    clearTimeout(this.#idle);
    clearTimeout(this.#deadline);
    const unanswered = this.#questions;
    this.#questions = [];
    for (const question of unanswered) question.give();
  }
}
