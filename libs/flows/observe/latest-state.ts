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
    await this.news(signal);
    const taken = this.waiting?.value;
    this.waiting = undefined;
    return signal.aborted ? undefined : taken;
  }

  /** Waits until there is a state to take, or until the signal aborts. For one waiter at a time. */
  async news(signal: AbortSignal): Promise<void> {
    if (this.waiting !== undefined || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        signal.removeEventListener('abort', end);
        this.wake = undefined;
        resolve();
      };
      this.wake = end;
      signal.addEventListener('abort', end);
    });
  }
}
