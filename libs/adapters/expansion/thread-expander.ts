import type { Result } from '#core/model/result.ts';
import type { Expansion, ExpansionRequest } from '#core/targeting/expansion/expand-set.ts';
import type { SetExpander } from '#flows/ports/generators/set-expander.port.ts';
import { type ExpansionLimits, ExpansionThread } from './expansion-thread.ts';

const defaultLimits: ExpansionLimits = {
  deadlineMs: 30_000,
  heapMegabytes: 1024,
  forgetMs: 60_000,
  idleMs: 300_000,
};

/** Sets expanded at once. One that takes its time leaves the other thread to everybody else. */
const THREADS = 2;

/**
 * Expands sets in threads of their own, so that neither a large set nor a template that takes its time holds up the process, and
 * an endless one is ended. A set goes to the thread that knows it from the last time where that one is free.
 */
export class ThreadExpander implements SetExpander {
  private readonly free: ExpansionThread[];
  private readonly threads: readonly ExpansionThread[];
  private readonly waiting: ((thread: ExpansionThread) => void)[] = [];

  /** `file` calls `serveExpansions` with the engines to use. */
  constructor(file: URL, limits: Partial<ExpansionLimits> = {}) {
    this.threads = Array.from({ length: THREADS }, () => new ExpansionThread(file, { ...defaultLimits, ...limits }));
    this.free = [...this.threads];
  }

  async expand(key: string, request: ExpansionRequest, signal: AbortSignal): Promise<Result<Expansion, string>> {
    const thread = await this.take(key);
    try {
      return await thread.expand(key, request, signal);
    } finally {
      this.giveBack(thread);
    }
  }

  /** Ends the threads; expansions under way fail. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  private take(key: string): Promise<ExpansionThread> {
    const index = Math.max(
      0,
      this.free.findIndex((thread) => thread.remembers(key)),
    );
    const [thread] = this.free.splice(index, 1);
    return thread === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(thread);
  }

  private giveBack(thread: ExpansionThread): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free.unshift(thread);
    else next(thread);
  }
}
