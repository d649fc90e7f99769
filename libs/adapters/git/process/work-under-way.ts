/** Work that ends with its owner: nothing that was begun outlives `end`. */
export class WorkUnderWay {
  readonly #ending = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  /** A signal for work: the one that was given, and the end of all. */
  until(given: AbortSignal | undefined): AbortSignal {
    return given === undefined ? this.#ending.signal : AbortSignal.any([given, this.#ending.signal]);
  }

  async note<T>(running: Promise<T>): Promise<T> {
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Aborts what runs and waits for it; what is begun later is aborted from the start. */
  async end(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#running);
  }
}
