export interface RecentTreesOptions {
  readonly most: number;
  /** All are let go of when none was asked for during this time. Unit: milliseconds. */
  readonly idleMs: number;
}

/** Trees of the commits asked for last, by commit. One of 10,000 files takes 0.7 MB, and git reads it again in a tenth of a second. */
export class RecentTrees<T> {
  readonly #options: RecentTreesOptions;
  readonly #trees = new Map<string, T>();
  #idle: NodeJS.Timeout | undefined;

  constructor(options: RecentTreesOptions) {
    this.#options = options;
  }

  has(commit: string): boolean {
    return this.#trees.has(commit);
  }

  /** The one that is kept, or else what `read` answers. */
  getOr(commit: string, read: () => T): T {
    const tree = this.#trees.get(commit) ?? read();
    this.#trees.delete(commit);
    this.#trees.set(commit, tree);
    for (const oldest of this.#trees.keys()) {
      if (this.#trees.size <= this.#options.most) break;
      this.#trees.delete(oldest);
    }
    // Asked for by every Application: a timer of its own for each would take longer than all the rest.
    this.#idle ??= setTimeout(() => this.#trees.clear(), this.#options.idleMs).unref();
    this.#idle.refresh();
    return tree;
  }

  delete(commit: string): void {
    this.#trees.delete(commit);
  }

  clear(): void {
    clearTimeout(this.#idle);
    this.#idle = undefined;
    this.#trees.clear();
  }
}
