import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SystemClock } from './system-clock.ts';

describe('SystemClock.sleep', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lasts as long as asked and leaves no listener behind', async () => {
    const controller = new AbortController();
    let awake = false;
    const sleep = new SystemClock().sleep(1_000, controller.signal).then(() => (awake = true));
    await vi.advanceTimersByTimeAsync(999);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleep;
    expect(awake).toBe(true);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('ends without an error when the signal aborts, and clears its timer', async () => {
    const controller = new AbortController();
    const sleep = new SystemClock().sleep(60_000, controller.signal);
    controller.abort();
    await sleep;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not start when the signal has aborted already', async () => {
    await new SystemClock().sleep(60_000, AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
  });
});
