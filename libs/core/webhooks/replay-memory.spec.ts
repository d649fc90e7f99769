import { describe, expect, it } from 'vitest';
import { ReplayMemory } from './replay-memory.ts';

describe('ReplayMemory', () => {
  it('knows a delivery again until its time is over', () => {
    const memory = new ReplayMemory({ keepMs: 1000, most: 10 });
    expect([memory.remember('a', 0), memory.remember('a', 999), memory.remember('a', 1000)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('does not count the time anew because of a copy', () => {
    const memory = new ReplayMemory({ keepMs: 1000, most: 10 });
    memory.remember('a', 0);
    memory.remember('a', 900);
    expect(memory.remember('a', 1000)).toBe(true);
  });

  it('forgets the oldest first when there are too many', () => {
    const memory = new ReplayMemory({ keepMs: 1000, most: 2 });
    for (const key of ['a', 'b', 'c']) memory.remember(key, 0);
    expect([memory.remember('c', 0), memory.remember('a', 0)]).toEqual([false, true]);
  });
});
