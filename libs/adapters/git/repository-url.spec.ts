import { describe, expect, it } from 'vitest';
import { canonicalRepositoryUrl, describeRepository, sshPlaceOf } from './repository-url.ts';

describe('canonicalRepositoryUrl', () => {
  it.each([
    { text: 'https://Git.Example.com/a/b.git', url: 'https://git.example.com/a/b.git' },
    { text: 'https://git.example.com:443/a/b/', url: 'https://git.example.com/a/b' },
    { text: 'http://127.0.0.1:8080/a.git', url: 'http://127.0.0.1:8080/a.git' },
    { text: 'ssh://git@Git.Example.com:22/a.git/', url: 'ssh://git@git.example.com/a.git' },
    { text: 'ssh://git.example.com:2222/a.git', url: 'ssh://git.example.com:2222/a.git' },
    { text: 'ssh://git@[::1]:2222/a.git', url: 'ssh://git@[::1]:2222/a.git' },
    { text: 'git@Git.Example.com:Red/app.git', url: 'git@git.example.com:Red/app.git' },
  ])('brings $text into one form', ({ text, url }) => {
    expect(canonicalRepositoryUrl(text)).toEqual({ ok: true, value: url });
  });

  it.each([
    'git://example.com/a',
    'file:///a',
    '/a',
    '../a',
    '-u./x',
    'ext::sh',
    'ext::sh -c touch% /tmp/x',
    'fd::17/a',
    'ssh://-oProxyCommand=id/a',
    'ssh://-l@example.com/a',
    'ssh://git:secret@example.com/a',
    '-oProxyCommand=id:a',
    '-l@example.com:a',
    'git@example.com:-a',
    'git@example.com:a b',
    'https://u:p@example.com/a',
    'https://u@example.com/a',
    'https://example.com/a?b',
    'https://example.com/a#b',
    'https://example.com/a\nb',
    '',
  ])('refuses %s', (text) => {
    expect(canonicalRepositoryUrl(text).ok).toBe(false);
  });
});

describe('describeRepository', () => {
  it.each([
    { text: 'https://me:secret@example.com/a', shown: 'https://example.com/a' },
    { text: 'https://token@example.com/a', shown: 'https://example.com/a' },
    { text: 'ssh://git:secret@example.com/a', shown: 'ssh://example.com/a' },
    { text: 'ssh://git@example.com/a', shown: 'ssh://git@example.com/a' },
    { text: 'git@example.com:a', shown: 'git@example.com:a' },
  ])('shows $text as $shown', ({ text, shown }) => {
    expect(describeRepository(text)).toBe(shown);
  });
});

describe('sshPlaceOf', () => {
  it.each([
    {
      url: 'ssh://git@git.example:2222/red/apps.git',
      place: { destination: 'git@git.example', port: '2222', path: '/red/apps.git' },
    },
    { url: 'ssh://git.example/apps', place: { destination: 'git.example', port: undefined, path: '/apps' } },
    { url: 'ssh://git@[2001:db8::7]/apps', place: { destination: 'git@2001:db8::7', port: undefined, path: '/apps' } },
    { url: 'git@git.example:red/apps', place: { destination: 'git@git.example', port: undefined, path: 'red/apps' } },
  ])('takes $url apart', ({ url, place }) => {
    expect(sshPlaceOf(url)).toEqual(place);
  });
});
