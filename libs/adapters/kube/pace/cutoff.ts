/**
 * Ends one request before its answer. An AbortSignal would do the same, but making and following one takes as much processor time as reading
 * the answer (docs/performance.md).
 */
export class Cutoff {
  #cause: string | undefined;
  #end: (() => void) | undefined;

  /** Why the request is over; undefined as long as it may go on. */
  get cause(): string | undefined {
    return this.#cause;
  }

  /** The first cause counts. */
  cut(cause: string): void {
    if (this.#cause !== undefined) return;
    this.#cause = cause;
    this.#end?.();
  }

  /** Who is to be told, instead of whoever was before; at once when it is over already. */
  follow(end: (() => void) | undefined): void {
    this.#end = end;
    if (this.#cause !== undefined) end?.();
  }
}
