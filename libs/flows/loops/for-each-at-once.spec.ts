import { describe, expect, it } from 'vitest';
import { forEachAtOnce } from './for-each-at-once.ts';

const never = new AbortController().signal;
const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
const refuse = async () => Promise.reject(new Error('no'));

describe('forEachAtOnce', () => {
  it('starts in order and never more than the limit at once', async () => {
    const started: number[] = [];
    let running = 0;
    let most = 0;
    await forEachAtOnce([1, 2, 3, 4, 5], 2, never, async (item) => {
      started.push(item);
      running += 1;
      most = Math.max(most, running);
      await tick();
      running -= 1;
    });

    expect([started, most]).toEqual([[1, 2, 3, 4, 5], 2]);
  });

  it('starts no more once the signal aborts', async () => {
    const abort = new AbortController();
    const started: number[] = [];
    await forEachAtOnce([1, 2, 3], 1, abort.signal, async (item) => {
      started.push(item);
      if (item === 2) abort.abort();
    });

    expect(started).toEqual([1, 2]);
  });

  it('throws what the work throws', async () => {
    await expect(forEachAtOnce([1], 4, never, refuse)).rejects.toThrow('no');
  });

  it('has nothing to do for an empty list', async () => {
    await expect(forEachAtOnce([], 4, never, tick)).resolves.toBeUndefined();
  });
});
