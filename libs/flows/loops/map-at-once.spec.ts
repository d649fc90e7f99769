import { describe, expect, it } from 'vitest';
import { mapAtOnce } from './map-at-once.ts';

const ticks = async (count: number) => {
  for (let tick = 0; tick < count; tick += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

describe('mapAtOnce', () => {
  it('answers in the order given, whichever ends first, and never works on more than the limit at once', async () => {
    let running = 0;
    let most = 0;
    const answers = await mapAtOnce([5, 1, 3, 2], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await ticks(item);
      running -= 1;
      return item * 10;
    });

    expect({ answers, most }).toEqual({ answers: [50, 10, 30, 20], most: 2 });
  });

  it('throws what the work throws', async () => {
    await expect(mapAtOnce([1], 4, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('has nothing to do for an empty list', async () => {
    expect(await mapAtOnce([], 4, ticks)).toEqual([]);
  });
});
