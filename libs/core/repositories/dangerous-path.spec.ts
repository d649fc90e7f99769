import { describe, expect, it } from 'vitest';
import { findPathFlaw } from './dangerous-path.ts';

describe('findPathFlaw', () => {
  it.each([
    'apps/web.yaml',
    '.github/workflows/a.yaml',
    '.gitignore',
    'a/.gitattributes',
    'git',
    'a.git',
    'git~10',
    '...',
    'té\n x',
    'a\\b',
  ])('has nothing against %j', (path) => {
    expect(findPathFlaw(path)).toBeUndefined();
  });

  it.each([
    '.git',
    '.git/config',
    'a/.GiT/hooks/post-checkout',
    'GIT~1/config',
    'a/.git./config',
    '.git /config',
    '.git::$INDEX_ALLOCATION/config',
    '.g\u200Cit/config',
    'a\\.git\\config',
  ])("sees git's own folder in %j", (path) => {
    expect(findPathFlaw(path)).toBe("is git's own folder in one of its spellings");
  });

  it.each([
    { path: 'a/../../b', flaw: 'climbs through the tree' },
    { path: '/etc/passwd', flaw: 'climbs through the tree' },
    { path: 'a//b', flaw: 'climbs through the tree' },
    { path: './a', flaw: 'climbs through the tree' },
    { path: 'x'.repeat(256), flaw: 'has a name that is longer than a name may be' },
    { path: 'x/'.repeat(2500), flaw: 'is longer than a path may be' },
  ])('refuses what $flaw', ({ path, flaw }) => {
    expect(findPathFlaw(path)).toBe(flaw);
  });
});
