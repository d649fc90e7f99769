import { describe, expect, it } from 'vitest';
import { canonicalRepositoryUrl, isSameRepository } from './repository-url.ts';

describe('canonicalRepositoryUrl', () => {
  it.each([
    {
      name: 'lowers scheme and host, never the path',
      url: 'HTTPS://Git.Example.com/Red/App',
      answer: 'https://git.example.com/Red/App',
    },
    {
      name: 'drops the default port',
      url: 'https://git.example.com:443/red/app',
      answer: 'https://git.example.com/red/app',
    },
    { name: 'keeps another port', url: 'http://127.0.0.1:8080/red/app', answer: 'http://127.0.0.1:8080/red/app' },
    {
      name: 'drops .git and slashes at the end',
      url: 'https://git.example.com/red/app.git/',
      answer: 'https://git.example.com/red/app',
    },
    {
      name: 'joins double slashes and single dots',
      url: 'https://git.example.com//red/./app',
      answer: 'https://git.example.com/red/app',
    },
    {
      name: 'decodes letters that need no code',
      url: 'https://git.example.com/%72ed/a%2Fb',
      answer: 'https://git.example.com/red/a%2Fb',
    },
    {
      name: 'drops the dot that ends a host',
      url: 'https://git.example.com./red',
      answer: 'https://git.example.com/red',
    },
    {
      name: 'reads the short form of ssh',
      url: 'git@git.example.com:red/app.git',
      answer: 'ssh://git@git.example.com/red/app',
    },
    {
      name: 'keeps the user of ssh',
      url: 'ssh://git@git.example.com:22/red/app',
      answer: 'ssh://git@git.example.com/red/app',
    },
  ])('$name', ({ url, answer }) => {
    expect(canonicalRepositoryUrl(url)).toEqual({ ok: true, value: answer });
  });

  it.each([
    {
      name: 'refuses a password without repeating it',
      url: 'https://me:hunter2@git.example.com/x',
      failure: /holds credentials/,
    },
    { name: 'refuses a token as user', url: 'https://token@git.example.com/x', failure: /holds credentials/ },
    { name: 'refuses a path that climbs', url: 'https://git.example.com/red/../blue', failure: /\.\./ },
    { name: 'refuses a climb in disguise', url: 'https://git.example.com/red/%2e%2E/blue', failure: /\.\./ },
    { name: 'refuses a query', url: 'https://git.example.com/red?x', failure: /no spaces/ },
    { name: 'refuses text that is no address', url: 'apps', failure: /not a repository address/ },
  ])('$name', ({ url, failure }) => {
    const answer = canonicalRepositoryUrl(url);
    expect(answer).toEqual({ ok: false, failure: expect.stringMatching(failure) });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });
});

describe('isSameRepository', () => {
  it('sees through spellings', () => {
    expect(isSameRepository('https://Git.example.com:443/a/b.git', 'https://git.example.com/a/b')).toBe(true);
  });

  it('never takes two addresses that are none for the same', () => expect(isSameRepository('x', 'x')).toBe(false));
});
