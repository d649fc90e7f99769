import { describe, expect, it } from 'vitest';
import type { Clock } from '#flows/ports/clock.port.ts';
import { WakeUp } from './wake-up.ts';

/** Notes how long it was asked to sleep; sleeps longer than a few milliseconds end only by their signal. */
function noteSleeps(): { readonly clock: Clock; readonly slept: number[] } {
  const slept: number[] = [];
  const sleep = (ms: number, signal?: AbortSignal) => {
    slept.push(ms);
    if (ms <= 100 || signal?.aborted === true) return Promise.resolve();
    return new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  };
  return { clock: { now: () => 0, random: () => 0, sleep }, slept };
}

const never = new AbortController().signal;

describe('WakeUp.wait', () => {
  it('ends when it rings', async () => {
    const { clock, slept } = noteSleeps();
    const wakeUp = new WakeUp(clock);
    const waiting = wakeUp.wait(1_000, 100, never);
    wakeUp.ring();
    await waiting;
    expect(slept[0]).toBe(1_000);
  });

  it('does not sleep after a ring that came before, and forgets it then', async () => {
    const { clock, slept } = noteSleeps();
    const wakeUp = new WakeUp(clock);
    wakeUp.ring();
    wakeUp.ring();
    await wakeUp.wait(1_000, 100, never);
    expect(slept.every((ms) => ms <= 100)).toBe(true);
    const waiting = wakeUp.wait(1_000, 100, never);
    wakeUp.ring();
    await waiting;
    expect(slept.filter((ms) => ms === 1_000)).toHaveLength(1);
  });

  it('answers the first ring within milliseconds and those that follow together', async () => {
    const { clock, slept } = noteSleeps();
    const wakeUp = new WakeUp(clock);
    for (let round = 0; round < 2; round += 1) {
      wakeUp.ring();
      await wakeUp.wait(1_000, 100, never);
    }
    expect(slept).toEqual([5, 100]);
  });

  it('ends at once when its signal aborts', async () => {
    const { clock } = noteSleeps();
    const stop = new AbortController();
    const waiting = new WakeUp(clock).wait(1_000, 100, stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
