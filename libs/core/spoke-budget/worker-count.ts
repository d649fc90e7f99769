/**
 * By how many workers the budgets of the spokes are divided, as one of them sees it. All look at the list of live workers every moment or
 * so, each at its own time: a worker that comes makes the shares of the others smaller at once, and takes its own only when they have
 * seen it, too; what a worker that went leaves is taken as late.
 */
export class WorkerCount {
  readonly #self: string;
  #count: number | undefined;
  #hopedFor = '';
  #looks = 0;

  constructor(self: string) {
    this.#self = self;
  }

  /** After each complete look at the list; undefined while we ourselves do not count as alive, or not long enough. */
  look(workers: readonly string[]): number | undefined {
    if (!workers.includes(this.#self)) this.#count = undefined;
    else if (this.#count !== undefined && workers.length >= this.#count) this.#count = workers.length;
    else if (this.#isSettled(workers)) this.#count = workers.length;
    return this.#count;
  }

  #isSettled(workers: readonly string[]): boolean {
    const seen = workers.toSorted().join('\n');
    this.#looks = seen === this.#hopedFor ? this.#looks + 1 : 1;
    this.#hopedFor = seen;
    return this.#looks >= (workers.length === 1 ? LOOKS_ALONE : LOOKS);
  }
}

/** Longer than the others need for a look and for the answers to what they have sent before. */
const LOOKS = 4;
/** The first may have begun before our own Lease was there: of two that start together at least one sees the other with the second. */
const LOOKS_ALONE = 2;
