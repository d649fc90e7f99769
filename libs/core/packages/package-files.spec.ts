import { describe, expect, it } from 'vitest';
import { packageFiles } from './package-files.ts';

const entry = (path: string, size = 1, link?: string) => ({ path, content: new Uint8Array(size), link });
const limits = { isChart: false, largestFile: 10 };

describe('packageFiles', () => {
  it('leaves out the folder that a chart lies in', () => {
    const entries = [entry('web/Chart.yaml'), entry('web/templates/a.yaml'), entry('stray.yaml')];
    expect(packageFiles(entries, { ...limits, isChart: true })).toEqual({
      ok: true,
      value: new Map([
        ['Chart.yaml', entries[0]],
        ['templates/a.yaml', entries[1]],
      ]),
    });
  });

  it('takes the later of two files with one path, however it is written', () => {
    const later = entry('./a//b.yaml', 2);
    expect(packageFiles([entry('a/b.yaml'), later], limits)).toEqual({
      ok: true,
      value: new Map([['a/b.yaml', later]]),
    });
  });

  it('takes links that stay inside', () => {
    const link = entry('a/link', 0, '../b');
    expect(packageFiles([link], limits)).toEqual({ ok: true, value: new Map([['a/link', link]]) });
  });

  it.each([
    { name: 'an absolute path', entries: [entry('/etc/a')], why: 'holds "/etc/a", which is no path below its root' },
    {
      name: 'a path that climbs',
      entries: [entry('a/../../b')],
      why: 'holds "a/../../b", which climbs through the tree',
    },
    {
      name: "git's own folder",
      entries: [entry('.git/config')],
      why: 'holds ".git/config", which is git\'s own folder in one of its spellings',
    },
    {
      name: 'a link out of it',
      entries: [entry('a/link', 0, '../../b')],
      why: 'holds "a/link", a symbolic link that leads out of it',
    },
    {
      name: 'an absolute link',
      entries: [entry('link', 0, '/etc/passwd')],
      why: 'holds "link", a symbolic link that leads out of it',
    },
    { name: 'a file beyond the limit', entries: [entry('a', 11)], why: 'holds "a", larger than 10 bytes' },
    {
      name: 'a file below a link',
      entries: [entry('a', 0, 'b'), entry('a/c')],
      why: 'holds files below other files: a/c',
    },
  ])('refuses $name', ({ entries, why }) => {
    expect(packageFiles(entries, limits)).toEqual({ ok: false, failure: why });
  });
});
