/**
 * What is kept of the sets expanded last, up to a number of Applications in all; the one used last is always kept, however large.
 * Losing an entry costs time only.
 */
export class RetainedSets<T extends { readonly wanted: readonly unknown[] }> {
  private readonly limit: number;
  private readonly entries = new Map<string, T>();

  /** `limit` in Applications. */
  constructor(limit: number) {
    this.limit = limit;
  }

  get(key: string): T | undefined {
    return this.entries.get(key);
  }

  set(key: string, entry: T): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    let total = [...this.entries.values()].reduce((sum, { wanted }) => sum + wanted.length, 0);
    for (const [oldest, { wanted }] of this.entries) {
      if (total <= this.limit || oldest === key) return;
      this.entries.delete(oldest);
      total -= wanted.length;
    }
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}

/** Applications that one thread, and its other side, keep in mind: about 40 MB on each. */
export const RETAINED_APPLICATIONS = 20_000;
