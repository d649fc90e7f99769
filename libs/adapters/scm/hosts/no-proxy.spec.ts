import { describe, expect, it } from 'vitest';
import { readNoProxy } from './no-proxy.ts';

describe('readNoProxy', () => {
  it.each([
    { list: '', url: 'https://git.example', direct: false },
    { list: '*', url: 'https://git.example', direct: true },
    { list: 'git.example', url: 'https://git.example', direct: true },
    { list: 'git.example', url: 'https://api.git.example:8443', direct: true },
    { list: 'git.example', url: 'https://mygit.example', direct: false },
    { list: '.git.example', url: 'https://api.git.example', direct: true },
    { list: '*.Git.Example', url: 'https://api.git.example', direct: true },
    { list: 'a.example, git.example', url: 'https://git.example', direct: true },
    { list: 'a.example git.example', url: 'https://git.example.', direct: true },
    { list: 'git.example:8443', url: 'https://git.example:8443', direct: true },
    { list: 'git.example:8443', url: 'https://git.example', direct: false },
    { list: 'git.example:443', url: 'https://git.example', direct: true },
    { list: '*:443', url: 'https://git.example:8443', direct: false },
    { list: '10.0.0.7', url: 'https://10.0.0.7', direct: true },
    { list: '10.0.0.0/8', url: 'https://10.1.2.3', direct: true },
    { list: '10.0.0.0/8', url: 'https://11.1.2.3', direct: false },
    { list: '10.0.0.0/8', url: 'https://git.example', direct: false },
    { list: 'fd00::/8', url: 'https://[fd12::1]', direct: true },
    { list: '::1', url: 'https://[::1]:8443', direct: true },
    { list: '[::1]:8443', url: 'https://[::1]:8443', direct: true },
    { list: '[::1]:8443', url: 'https://[::1]', direct: false },
    { list: '10.0.0.0/99', url: 'https://10.0.0.1', direct: false },
  ])('$list lets $url go without a proxy: $direct', ({ list, url, direct }) => {
    expect(readNoProxy(list)(new URL(url))).toBe(direct);
  });
});
