import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Expansion, ExpansionRequest } from '#core/targeting/expansion/expand-set.ts';
import { applyDelta } from '#core/targeting/expansion/list-delta.ts';
import type { WantedApplication } from '#core/targeting/judge-application.ts';
import { shareParts } from './share-parts.ts';
import { RETAINED_APPLICATIONS, RetainedSets } from './retained-sets.ts';
import type { FromThread, JudgedHead, ToThread } from './thread-messages.ts';

export interface ExpansionLimits {
  /** For one expansion; its thread is ended then. Unit: milliseconds. */
  readonly deadlineMs: number;
  /** Heap of a thread. Unit: megabytes. */
  readonly heapMegabytes: number;
  /** A thread without work forgets the sets after this: three kilobytes for each Application. Unit: milliseconds. */
  readonly forgetMs: number;
  /** A thread without work is ended after this. Unit: milliseconds. */
  readonly idleMs: number;
}

/** What the other side of a thread still has of a set's last expansion. */
interface Known {
  readonly version: number;
  readonly wanted: readonly WantedApplication[];
}

/** One thread that expands one set at a time; started when it is wanted, ended when it is idle, stuck or too large. */
export class ExpansionThread {
  private readonly file: URL;
  private readonly limits: ExpansionLimits;
  private readonly known = new RetainedSets<Known>(RETAINED_APPLICATIONS);
  private thread: Worker | undefined;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(file: URL, limits: ExpansionLimits) {
    this.file = file;
    this.limits = limits;
  }

  /** Whether the set was expanded here the last time, so that only what changed since has to be worked out. */
  remembers(key: string): boolean {
    return this.known.get(key) !== undefined;
  }

  /** Throws for a mistake of ours, and when `signal` fires. */
  async expand(key: string, request: ExpansionRequest, signal: AbortSignal): Promise<Result<Expansion, string>> {
    this.clearTimers();
    const { deadlineMs } = this.limits;
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      return succeed(await this.exchange(key, request, AbortSignal.any([signal, deadline])));
    } catch (error) {
      await this.end();
      if (deadline.aborted && !signal.aborted)
        return fail(`expanding it takes longer than ${deadlineMs / 1000} s: ${ADVICE}`);
      if (isOutOfMemory(error)) return fail(`expanding it takes more than ${this.limits.heapMegabytes} MB: ${ADVICE}`);
      throw error;
    } finally {
      this.waitForWork();
    }
  }

  async end(): Promise<void> {
    this.clearTimers();
    const { thread } = this;
    this.thread = undefined;
    this.known.clear();
    await thread?.terminate();
  }

  /** What is remembered goes before the thread does: to expand a set anew takes less time than to start a thread for it. */
  private waitForWork(): void {
    const { forgetMs, idleMs } = this.limits;
    this.timers.add(setTimeout(() => this.forget(), forgetMs).unref());
    this.timers.add(setTimeout(() => void this.end(), idleMs).unref());
  }

  private clearTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private forget(): void {
    this.known.clear();
    this.thread?.postMessage({ kind: 'forget' } satisfies ToThread, []);
  }

  private async exchange(key: string, request: ExpansionRequest, signal: AbortSignal): Promise<Expansion> {
    const before = this.known.get(key);
    const answer = await this.ask({ kind: 'expand', key, request, version: before?.version }, signal);
    if (answer.kind !== 'head') throw new Error(`the thread answered ${answer.kind} to an expansion`);
    const { head } = answer;
    if (head.kind !== 'judged') return head;
    const wanted = applyDelta(before?.wanted ?? [], { order: head.order, added: await this.fetchAdded(head, signal) });
    this.known.set(key, { version: head.version, wanted });
    return { kind: 'judged', targets: { wanted, refused: head.refused } };
  }

  private async fetchAdded({ added }: JudgedHead, signal: AbortSignal): Promise<WantedApplication[]> {
    const fetched: WantedApplication[] = [];
    while (fetched.length < added) {
      const answer = await this.ask({ kind: 'more' }, signal);
      if (answer.kind !== 'portion' || answer.wanted.length === 0)
        throw new Error(`the thread stopped after ${fetched.length} of ${added} Applications`);
      for (const each of answer.wanted) fetched.push(each);
    }
    return shareParts(fetched);
  }

  /** Rejects with the error that ended the thread, or with the signal's reason. */
  private async ask(message: ToThread, signal: AbortSignal): Promise<FromThread> {
    signal.throwIfAborted();
    this.thread ??= this.start();
    const answered = once(this.thread, 'message', { signal });
    this.thread.postMessage(message, []);
    const [answer]: FromThread[] = await answered;
    if (answer === undefined) throw new Error('the thread answered nothing');
    return answer;
  }

  private start(): Worker {
    const { heapMegabytes } = this.limits;
    const thread = new Worker(this.file, {
      // The names of zones that templates may use are read with the process's own.
      env: { TZ: process.env['TZ'] },
      execArgv: this.file.pathname.endsWith('.ts') ? ['--conditions=source'] : [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 64 },
    });
    thread.unref();
    // Whoever waits for an answer hears of it too; one that fails while nobody waits is started anew the next time.
    thread.on('error', () => {
      if (this.thread === thread) void this.end();
    });
    return thread;
  }
}

const ADVICE = 'make its templates or its generators simpler, or split it into several sets';

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
