/** Hands states from events to one loop: each new one replaces the one before that nobody took yet. */
export class LatestState<T> {
  private waiting: { readonly value: T } | undefined;
  private wake: (() => void) | undefined;

  set(value: T): void {
    this.waiting = { value };
    this.wake?.();
  }

  /** For a repetition that must not hide what has happened since. */
  setUnlessNews(value: T): void {
    if (this.waiting === undefined) this.set(value);
  }

  /** The newest state that was not taken yet; waits for one. Undefined once the signal aborts. */
  async next(signal: AbortSignal): Promise<T | undefined> {
    while (this.waiting === undefined && !signal.aborted) await this.news(signal);
    const taken = this.waiting?.value;
    this.waiting = undefined;
    return signal.aborted ? undefined : taken;
  }

  private async news(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.wake = undefined;
  }
}
