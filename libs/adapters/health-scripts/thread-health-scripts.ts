import { Worker } from 'node:worker_threads';
import type { JsonObject } from '#core/model/json.ts';
import { fail } from '#core/model/result.ts';
import type { HealthScripts } from '#flows/ports/health-scripts.port.ts';
import type { FromThread, ScriptAnswer, ScriptQuestion } from './script-thread.ts';

export interface ScriptLimits {
  /** For one judgement; the thread is ended then. Unit: milliseconds. */
  readonly deadlineMs: number;
  /** Heap of the thread. Unit: megabytes. */
  readonly heapMegabytes: number;
  /** A script that ended the thread is not run again for so long. Unit: milliseconds. */
  readonly banMs: number;
  /** A thread without work is ended after this. Unit: milliseconds. */
  readonly idleMs: number;
}

const defaultLimits: ScriptLimits = { deadlineMs: 1000, heapMegabytes: 128, banMs: 60_000, idleMs: 60_000 };

const START_MS = 30_000;

/** Whole numbers are told apart in Lua 5.3 by how they were made: 4 / 2 would print as 2.0. Read by fengari when it is loaded. */
const SCRIPT_ENVIRONMENT = { FENGARICONF: JSON.stringify({ LUA_COMPAT_FLOATSTRING: true }) };

interface Task extends ScriptQuestion {
  readonly answer: (answer: ScriptAnswer) => void;
}

interface Ban {
  readonly untilMs: number;
  readonly why: string;
}

/** Runs as TypeScript from a checkout and as JavaScript from a build; the name of this very file tells which. */
const isSource = import.meta.url.endsWith('.ts');
const threadFile = new URL(isSource ? './script-thread.ts' : './script-thread.js', import.meta.url);

/**
 * Runs health scripts one after the other in a thread of their own, with limits on steps, time and memory. A script that breaks the
 * thread rests for a while, so that it does not hold up the scripts of others over and over.
 */
export class ThreadHealthScripts implements HealthScripts {
  readonly #limits: ScriptLimits;
  readonly #waiting: Task[] = [];
  readonly #bans = new Map<string, Ban>();
  #running: Task | undefined;
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Partial<ScriptLimits> = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  judge(script: string, object: JsonObject): Promise<ScriptAnswer> {
    return new Promise((answer) => {
      this.#waiting.push({ script, object, answer });
      this.#next();
    });
  }

  /** Ends the thread; what is still to be judged fails. */
  async close(): Promise<void> {
    const tasks = this.#waiting.splice(0);
    const ended = this.#endThread();
    this.#finish(fail('was given up because the process ends'));
    for (const { answer } of tasks) answer(fail('was given up because the process ends'));
    clearTimeout(this.#timer);
    await ended;
  }

  #next(): void {
    if (this.#running !== undefined) return;
    clearTimeout(this.#timer);
    this.#running = this.#take();
    if (this.#running === undefined)
      this.#timer = setTimeout(() => void this.#endThread(), this.#limits.idleMs).unref();
    else if (this.#thread === undefined) this.#startThread();
    else this.#ask(this.#thread, this.#running);
  }

  /** The next task that may run; those whose script rests are answered. */
  #take(): Task | undefined {
    for (;;) {
      const task = this.#waiting.shift();
      const ban = task && this.#bans.get(task.script);
      if (ban === undefined || ban.untilMs < performance.now()) return task;
      task?.answer(fail(ban.why));
    }
  }

  #ask(thread: Worker, { script, object }: ScriptQuestion): void {
    this.#startTimer(this.#limits.deadlineMs, `takes longer than ${this.#limits.deadlineMs} ms`);
    thread.postMessage({ script, object } satisfies ScriptQuestion, []);
  }

  #startThread(): void {
    const { heapMegabytes } = this.#limits;
    const thread = new Worker(threadFile, {
      env: SCRIPT_ENVIRONMENT,
      execArgv: isSource ? ['--conditions=source'] : [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 16 },
    });
    this.#thread = thread;
    this.#startTimer(START_MS, 'cannot be run: the thread for scripts does not start');
    thread.unref();
    thread.on('message', (news: FromThread) => thread === this.#thread && this.#receive(thread, news));
    thread.on('error', (error: NodeJS.ErrnoException) => {
      if (thread !== this.#thread) return;
      const isOutOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#abandon(isOutOfMemory ? 'takes too much memory' : `cannot be run (${error.name})`);
    });
  }

  #receive(thread: Worker, news: FromThread): void {
    if (news !== 'ready') this.#finish(news);
    else if (this.#running !== undefined) this.#ask(thread, this.#running);
  }

  #startTimer(ms: number, why: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abandon(why), ms);
  }

  /** Gives up the running script together with its thread, whose state nobody knows. */
  #abandon(why: string): void {
    void this.#endThread();
    const now = performance.now();
    for (const [script, { untilMs }] of this.#bans) if (untilMs < now) this.#bans.delete(script);
    if (this.#running !== undefined) this.#bans.set(this.#running.script, { untilMs: now + this.#limits.banMs, why });
    this.#finish(fail(why));
  }

  #finish(answer: ScriptAnswer): void {
    const task = this.#running;
    this.#running = undefined;
    task?.answer(answer);
    this.#next();
  }

  async #endThread(): Promise<void> {
    const ending = this.#thread;
    this.#thread = undefined;
    await ending?.terminate();
  }
}
