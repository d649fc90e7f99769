import type { Clock } from '#flows/ports/clock.port.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/**
 * Time that the test moves. With `isPatient` false a sleep ends at once and takes the time with it; with `isPatient` true it
 * ends when the test calls {@link advance}. Chance is always 0.
 */
export class FakeClock implements Clock {
  nowMs = Date.parse('2026-03-04T05:06:07Z');
  readonly slept: number[] = [];
  private sleepers: Sleeper[] = [];
  private readonly isPatient: boolean;

  constructor({ isPatient = false }: { readonly isPatient?: boolean } = {}) {
    this.isPatient = isPatient;
  }

  now(): number {
    return this.nowMs;
  }

  random(): number {
    return 0;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    if (signal?.aborted === true) return;
    if (!this.isPatient) {
      this.nowMs += ms;
      return;
    }
    await new Promise<void>((resolve) => {
      this.sleepers.push({ atMs: this.nowMs + ms, wake: resolve });
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  advance(ms: number): void {
    this.nowMs += ms;
    const due = this.sleepers.filter(({ atMs }) => atMs <= this.nowMs);
    this.sleepers = this.sleepers.filter(({ atMs }) => atMs > this.nowMs);
    for (const { wake } of due) wake();
  }
}
