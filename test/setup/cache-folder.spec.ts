import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheRoot } from './cache-folder.ts';

describe('cacheRoot', () => {
  const byDefault = join(homedir(), '.cache', 'nabe');
  it.each([
    { name: 'lies in XDG_CACHE_HOME', env: { XDG_CACHE_HOME: '/var/cache' }, root: '/var/cache/nabe' },
    { name: 'lies in ~/.cache without it', env: {}, root: byDefault },
    { name: 'does not follow a relative XDG_CACHE_HOME', env: { XDG_CACHE_HOME: 'cache' }, root: byDefault },
  ])('$name', ({ env, root }) => {
    expect(cacheRoot(env)).toBe(root);
  });
});
