import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

function limitOf(total = 100) {
  return new RateLimit({ windowMs: 1000, perKey: 3, total });
}

describe('RateLimit', () => {
  it('counts each key for itself', () => {
    const limit = limitOf();
    const taken = ['a', 'a', 'b', 'a', 'a', 'b'].map((key) => limit.take(key, 0));
    expect(taken).toEqual([true, true, true, true, false, true]);
  });

  it('counts what something costs, and nothing for what it refuses', () => {
    const limit = limitOf();
    expect([limit.take('a', 0, 2), limit.take('a', 0, 2), limit.take('a', 0, 1)]).toEqual([true, false, true]);
  });

  it('bounds all keys together', () => {
    const limit = limitOf(4);
    const taken = ['a', 'b', 'c', 'd', 'e'].map((key) => limit.take(key, 0));
    expect(taken).toEqual([true, true, true, true, false]);
  });

  it('begins anew with the next window, and says when that is', () => {
    const limit = limitOf();
    limit.take('a', 500, 3);
    expect([limit.take('a', 1499), limit.opensInMs(1499), limit.take('a', 1500)]).toEqual([false, 1, true]);
  });

  it('is not closed for longer by a clock that is set back', () => {
    const limit = limitOf();
    limit.take('a', 3_600_000, 3);
    expect(limit.take('a', 0)).toBe(true);
  });
});
