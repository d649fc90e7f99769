import { describe, expect, it } from 'vitest';
import { canonicalRepositoryUrl, describeRepository } from './repository-url.ts';

describe('canonicalRepositoryUrl', () => {
  it.each([
    { text: 'https://Git.Example.com/a/b.git', url: 'https://git.example.com/a/b.git' },
    { text: 'https://git.example.com:443/a/b/', url: 'https://git.example.com/a/b' },
    { text: 'http://127.0.0.1:8080/a.git', url: 'http://127.0.0.1:8080/a.git' },
  ])('brings $text into one form', ({ text, url }) => {
    expect(canonicalRepositoryUrl(text)).toEqual({ ok: true, value: url });
  });

  it.each([
    'git@example.com:a.git',
    'ssh://example.com/a',
    'git://example.com/a',
    'file:///a',
    '/a',
    '-u./x',
    'ext::sh',
    'https://u:p@example.com/a',
    'https://u@example.com/a',
    'https://example.com/a?b',
    'https://example.com/a#b',
    '',
  ])('refuses %s', (text) => {
    expect(canonicalRepositoryUrl(text).ok).toBe(false);
  });
});

describe('describeRepository', () => {
  it('hides credentials', () => {
    expect(describeRepository('https://me:secret@example.com/a')).toBe('https://example.com/a');
  });
});
