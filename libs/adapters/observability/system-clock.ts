import type { Clock } from '#flows/ports/clock.port.ts';

/** Longest delay a Node timer takes; a longer one would fire at once. */
const maxTimerMs = 2 ** 31 - 1;

/** The machine's time and chance. Sleeping uses a monotonic timer, so a change of the wall clock neither cuts nor stretches it. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  random(): number {
    return Math.random();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(Math.max(ms, 0), maxTimerMs));
      signal?.addEventListener('abort', end, { once: true });
    });
  }
}
