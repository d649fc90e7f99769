/** A value and what it weighs; `keep` false is handed out to those who wait now, and forgotten. */
export interface Weighed<T> {
  readonly value: T;
  /** Unit: bytes, roughly. */
  readonly bytes: number;
  readonly keep: boolean;
}

/**
 * Remembers results by key within a budget of bytes, the least recently used going first. Who asks for a key that is just
 * being made waits for it: however many ask at once, it is made once.
 */
export class RenderingCache<T> {
  readonly #budgetBytes: number;
  readonly #kept = new Map<string, Weighed<T>>();
  readonly #making = new Map<string, Promise<T>>();
  #bytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  get(key: string, make: () => Promise<Weighed<T>>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return Promise.resolve(kept.value);
    }
    const making = this.#making.get(key) ?? this.#make(key, make);
    this.#making.set(key, making);
    return making;
  }

  async #make(key: string, make: () => Promise<Weighed<T>>): Promise<T> {
    try {
      const made = await make();
      if (made.keep) this.#keep(key, made);
      return made.value;
    } finally {
      this.#making.delete(key);
    }
  }

  #keep(key: string, made: Weighed<T>): void {
    this.#kept.set(key, made);
    this.#bytes += made.bytes;
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#bytes <= this.#budgetBytes) return;
      this.#kept.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}
