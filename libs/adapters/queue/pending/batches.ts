export interface BatchesOptions<Item> {
  readonly send: (items: readonly Item[]) => Promise<unknown>;
  /** What an item adds to the size of a batch. */
  readonly weightOf: (item: Item) => number;
  /** Of a batch; an item that is heavier is sent alone. */
  readonly mostWeight: number;
}

interface Waiting<Item> extends Pick<PromiseWithResolvers<void>, 'resolve' | 'reject'> {
  readonly item: Item;
}

/**
 * Sends items in the order in which they come, one batch after the other: what comes while nothing is under way at once and alone,
 * what comes meanwhile together. So few wait for nobody, and of many the round trips are shared.
 */
export class Batches<Item> {
  readonly #options: BatchesOptions<Item>;
  #waiting: Waiting<Item>[] = [];
  #isRunning = false;

  constructor(options: BatchesOptions<Item>) {
    this.#options = options;
  }

  /** Settles with the batch that the item is part of. */
  add(item: Item): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ item, resolve, reject });
    if (!this.#isRunning) void this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) await this.#sendNext();
    this.#isRunning = false;
  }

  async #sendNext(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#countNext());
    try {
      await this.#options.send(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  #countNext(): number {
    const { weightOf, mostWeight } = this.#options;
    let weight = 0;
    const tooMany = this.#waiting.findIndex(({ item }) => (weight += weightOf(item)) > mostWeight);
    return tooMany < 0 ? this.#waiting.length : Math.max(1, tooMany);
  }
}
