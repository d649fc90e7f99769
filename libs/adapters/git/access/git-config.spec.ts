import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { formatGitConfig } from './git-config.ts';
import { formatSshConfig } from './ssh-config.ts';

describe('formatGitConfig', () => {
  it.each(['plain', 'a "quoted" \\ value', 'two\nlines', '# not a comment ; nor this', ' spaces '])(
    'writes %j so that git reads the same',
    (value) => {
      const config = formatGitConfig([['http', 'extraHeader', value]]);
      const read = execFileSync('git', ['config', '--file', '-', '--null', '--get', 'http.extraHeader'], {
        input: config,
      });
      expect(read.toString()).toBe(`${value}\0`);
    },
  );
});

describe('formatSshConfig', () => {
  it.each([
    { name: 'known hosts', knownHosts: '/a b/100%/known_hosts', strict: 'yes', file: '"/a b/100%%/known_hosts"' },
    { name: 'any host', knownHosts: undefined, strict: 'no', file: '/dev/null' },
  ])('writes $name', ({ knownHosts, strict, file }) => {
    const lines = formatSshConfig({ identity: '/k', knownHosts }).split('\n');
    expect(lines.filter((line) => /HostKeyChecking|UserKnown|IdentityFile/.test(line))).toEqual([
      'IdentityFile "/k"',
      `StrictHostKeyChecking ${strict}`,
      `UserKnownHostsFile ${file}`,
    ]);
  });
});
