import { describe, expect, it } from 'vitest';
import { addressKey } from './address-key.ts';

describe('addressKey', () => {
  it.each([
    'https://git.example/Red/Apps.git',
    'https://GIT.example:443/red/apps',
    'http://git.example/red/apps/',
    'http://git.example:80/red/apps.git',
    'ssh://git@git.example/red/apps.git',
    'ssh://git@git.example:22/red/apps',
    'git@git.example:red/apps.git',
    'git.example:red/apps',
    'https://red@git.example/red/apps',
    'https://user:password@git.example./red//apps.git/',
    'https://git.example/%72ed/apps',
  ])('knows %s for git.example/red/apps', (url) => {
    expect(addressKey(url)).toBe('git.example/red/apps');
  });

  it.each([
    { url: 'https://git.example:8443/red/apps', key: 'git.example:8443/red/apps' },
    { url: 'ssh://git@git.example:7999/red/apps.git', key: 'git.example:7999/red/apps' },
    { url: 'https://git.example/red/apps2', key: 'git.example/red/apps2' },
    { url: 'https://git.example.evil/red/apps', key: 'git.example.evil/red/apps' },
    { url: 'https://evil/git.example/red/apps', key: 'evil/git.example/red/apps' },
    { url: 'https://git.example/(red|blue)+/.*', key: 'git.example/(red|blue)+/.*' },
  ])('tells $url from it', ({ url, key }) => {
    expect(addressKey(url)).toBe(key);
  });

  it.each(['', 'apps', '/red/apps', 'https://git.example/red?x', 'https://git.example/red/../blue'])(
    'knows that "%s" is none',
    (url) => {
      expect(addressKey(url)).toBeUndefined();
    },
  );
});
