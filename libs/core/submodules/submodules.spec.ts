import { describe, expect, it } from 'vitest';
import type { SourceTreeEntry } from '../manifests/source/tree-entries.ts';
import { graftTree } from './graft-tree.ts';
import { parseGitmodules } from './parse-gitmodules.ts';
import { resolveSubmoduleUrl } from './submodule-url.ts';

describe('parseGitmodules', () => {
  it('reads paths and addresses, and passes over everything else', () => {
    const text = `# modules
[core]
  path = never
[submodule "a"]
\tpath = libs/a ; here
\tURL = ../a.git
  branch = main
[submodule "b \\"c\\""]
  path = "libs/b # c"
  url = https://git.example/b\\\\c.git
[submodule "half"]
  path = half
[submodule "a"]
  url = ../newer.git
`;
    expect(parseGitmodules(text)).toEqual([
      { path: 'libs/a', url: '../newer.git' },
      { path: 'libs/b # c', url: 'https://git.example/b\\c.git' },
    ]);
  });
});

describe('resolveSubmoduleUrl', () => {
  it.each([
    { parent: 'https://git.example/red/apps.git', written: '../base.git', url: 'https://git.example/red/base.git' },
    { parent: 'https://git.example/red/apps.git/', written: './base', url: 'https://git.example/red/apps.git/base' },
    { parent: 'ssh://git@git.example:22/red/apps', written: '../../blue/x', url: 'ssh://git@git.example:22/blue/x' },
    { parent: 'git@git.example:red/apps.git', written: '../base.git', url: 'git@git.example:red/base.git' },
    {
      parent: 'https://git.example/apps',
      written: 'git@git.example:red/base.git',
      url: 'git@git.example:red/base.git',
    },
    { parent: 'https://git.example/apps', written: 'HTTPS://git.example/base', url: 'HTTPS://git.example/base' },
  ])('reads $written beside $parent', ({ parent, written, url }) => {
    expect(resolveSubmoduleUrl(parent, written)).toEqual({ ok: true, value: url });
  });

  it.each([
    { written: '../../x', why: 'climbs out of the address of its repository' },
    { written: '..', why: 'climbs out of the address of its repository' },
    { written: '/srv/git/x.git', why: 'is not fetched over https, http or ssh' },
    { written: 'srv/git', why: 'is not fetched over https, http or ssh' },
    { written: 'file:///etc', why: 'is not fetched over https, http or ssh' },
    { written: 'git://git.example/x', why: 'is not fetched over https, http or ssh' },
    { written: 'ext::sh -c id', why: 'is not fetched over https, http or ssh' },
    { written: 'C:\\git\\x', why: 'is not fetched over https, http or ssh' },
    { written: '-u./payload', why: 'is not fetched over https, http or ssh' },
    { written: '--upload-pack=id:x', why: 'is not fetched over https, http or ssh' },
    {
      written: 'https://me:secret@git.example/x',
      why: 'has an address that cannot be used: the repository address holds credentials',
    },
    {
      written: 'https://git.example/a/../x',
      why: 'has an address that cannot be used: the repository address has a path with ..',
    },
  ])('refuses $written', ({ written, why }) => {
    const resolved = resolveSubmoduleUrl('https://git.example/apps', written);
    expect(resolved).toEqual({ ok: false, failure: expect.stringContaining(why) });
    expect(JSON.stringify(resolved)).not.toContain('secret');
  });
});

describe('graftTree', () => {
  it('puts trees into their places, changes the ids of the folders above, and says why others stay empty', () => {
    const entry = (path: string, type: SourceTreeEntry['type'], id: string) => ({ path, type, id, size: 0 });
    const entries = [
      entry('', 'tree', 'root'),
      entry('apps', 'tree', 'apps'),
      entry('libs', 'tree', 'libs'),
      entry('libs/a', 'submodule', 'commit'),
      entry('libs/b', 'submodule', 'commit-b'),
    ];
    const inside = [entry('', 'tree', 'inner'), entry('x.yaml', 'blob', 'x')];
    expect(graftTree(entries, [{ path: 'libs/a', entries: inside }], new Map([['libs/b', 'is refused']]))).toEqual([
      entry('', 'tree', 'root+submodules'),
      entry('apps', 'tree', 'apps'),
      entry('libs', 'tree', 'libs+submodules'),
      entry('libs/a', 'tree', 'inner'),
      { ...entry('libs/b', 'submodule', 'commit-b'), refusal: 'is refused' },
      entry('libs/a/x.yaml', 'blob', 'x'),
    ]);
  });
});
