import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../ports/clock.port.ts';
import { KeyedLoop, type RunOutcome } from './keyed-loop.ts';

const clock: Clock = { now: () => Date.now(), sleep: async () => undefined, random: () => 1 };

function loopOf(run: (key: string) => Promise<RunOutcome | void>, concurrency = 2) {
  const errors: string[] = [];
  const loop = new KeyedLoop({ clock, concurrency, run, onError: (key) => errors.push(key) });
  return { loop, errors };
}

/** A run that ends when told to. */
function gate() {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const run = (key: string) =>
    new Promise<void>((resolve) => {
      started.push(key);
      ends.push(resolve);
    });
  return { started, run, endOldest: () => ends.shift()?.() };
}

describe('KeyedLoop', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs a key once more when it was requested during its run, however often', async () => {
    const { started, run, endOldest } = gate();
    const { loop } = loopOf(run);

    loop.request('a');
    loop.request('a');
    loop.request('a');
    expect(started).toEqual(['a']);
    expect([loop.isRunning('a'), loop.isRunning('b')]).toEqual([true, false]);
    endOldest();
    await vi.advanceTimersByTimeAsync(0);
    expect(started).toEqual(['a', 'a']);
    endOldest();
    await vi.advanceTimersByTimeAsync(1000);

    expect(started).toEqual(['a', 'a']);
  });

  it('lets others have a turn when its runs take long without waiting for anything', async () => {
    const started: string[] = [];
    const run = async (key: string) => {
      started.push(key);
      vi.setSystemTime(Date.now() + 3);
    };
    const { loop } = loopOf(run, 1);

    for (const key of ['a', 'b', 'c', 'd']) loop.request(key);
    for (let microtask = 0; microtask < 100; microtask++) await Promise.resolve();
    expect(started).toEqual(['a', 'b']);
    await vi.advanceTimersByTimeAsync(0);

    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('never runs more keys at once than allowed', async () => {
    const { started, run, endOldest } = gate();
    const { loop } = loopOf(run, 2);

    for (const key of ['a', 'b', 'c']) loop.request(key);
    expect(started).toEqual(['a', 'b']);
    endOldest();
    await vi.advanceTimersByTimeAsync(0);

    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('runs again after the time a run asked for', async () => {
    let runs = 0;
    const { loop } = loopOf(async () => ({ againInMs: runs++ === 0 ? 2000 : undefined }));

    loop.request('a');
    await vi.advanceTimersByTimeAsync(1999);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(1);

    expect(runs).toBe(2);
  });

  it('leaves out of a sweep what has run since the one before, but not out of two in a row', async () => {
    const runs: string[] = [];
    const { loop } = loopOf(async (key) => void runs.push(key));
    loop.request('a');
    const swept: string[][] = [];
    for (let sweep = 0; sweep < 3; sweep++) {
      runs.length = 0;
      loop.sweep(['a', 'b']);
      await vi.advanceTimersByTimeAsync(0);
      swept.push([...runs]);
    }

    expect(swept).toEqual([['b'], ['a'], ['b']]);
  });

  it('retries a key that throws with growing pauses, and goes on with the others', async () => {
    const runs: string[] = [];
    const { loop, errors } = loopOf(async (key) => {
      runs.push(key);
      if (key === 'bad') throw new Error('broken');
    });

    loop.request('bad');
    loop.request('good');
    await vi.advanceTimersByTimeAsync(500 + 1000 + 2000);

    expect(runs).toEqual(['bad', 'good', 'bad', 'bad', 'bad']);
    expect(errors).toHaveLength(4);
  });

  it('stops after the runs under way have ended and takes no more', async () => {
    const { started, run, endOldest } = gate();
    const { loop } = loopOf(run);
    loop.request('a');

    let stopped = false;
    const stop = loop.stop().then(() => (stopped = true));
    loop.request('b');
    await vi.advanceTimersByTimeAsync(0);
    expect(stopped).toBe(false);
    endOldest();
    await stop;

    expect(started).toEqual(['a']);
  });
});
