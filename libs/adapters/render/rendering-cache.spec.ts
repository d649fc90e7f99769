import { describe, expect, it } from 'vitest';
import { RenderingCache } from './rendering-cache.ts';

function counting(cache: RenderingCache<string>, keep = true) {
  const made: string[] = [];
  const get = (key: string) =>
    cache.get(key, async () => {
      made.push(key);
      await Promise.resolve();
      return { value: `of ${key}`, bytes: 10, keep };
    });
  return { made, get };
}

describe('RenderingCache', () => {
  it('makes a value once, however many ask at the same time or later', async () => {
    const { made, get } = counting(new RenderingCache(100));
    const values = await Promise.all(Array.from({ length: 1_000 }, () => get('a')));
    values.push(await get('a'));
    expect({ made, values: new Set(values) }).toEqual({ made: ['a'], values: new Set(['of a']) });
  });

  it('gives up the least recently used beyond its budget', async () => {
    const { made, get } = counting(new RenderingCache(20));
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('forgets what is not to be kept, and failures', async () => {
    const cache = new RenderingCache<string>(100);
    const { made, get } = counting(cache, false);
    await get('a');
    await get('a');
    await expect(cache.get('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.get('b', () => Promise.resolve({ value: 'yes', bytes: 1, keep: true }))).toBe('yes');
    expect(made).toEqual(['a', 'a']);
  });
});
