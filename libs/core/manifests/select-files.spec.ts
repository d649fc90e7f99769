import { describe, expect, it } from 'vitest';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import { selectFiles, sourceLimits } from './select-files.ts';
import { SourceTree } from './source/source-tree.ts';
import type { SourceTreeEntry } from './source/tree-entries.ts';

const linkText = new Map<string, string>();

/** A tree from paths: `a/` is a directory, `a -> b` a link, `a @` a submodule; directories on the way are made. */
function treeOf(...paths: string[]): SourceTree {
  const entries = new Map<string, SourceTreeEntry>([['', { path: '', type: 'tree', id: 'root', size: 0 }]]);
  for (const text of paths) {
    const [path = '', target] = text.replace(/ @$|\/$/, '').split(' -> ');
    const segments = path.split('/');
    for (let length = 1; length < segments.length; length += 1) {
      const directory = segments.slice(0, length).join('/');
      entries.set(directory, { path: directory, type: 'tree', id: `tree:${directory}`, size: 0 });
    }
    const type =
      target !== undefined ? 'symlink' : text.endsWith(' @') ? 'submodule' : text.endsWith('/') ? 'tree' : 'blob';
    if (target !== undefined) linkText.set(`link to ${target}`, target);
    entries.set(path, { path, type, id: target === undefined ? `${type}:${path}` : `link to ${target}`, size: 10 });
  }
  return new SourceTree([...entries.values()], linkText);
}

function source(
  path: string,
  directory?: ApplicationSource['directory'],
  more: Record<string, unknown> = {},
): ApplicationSource {
  return {
    repoURL: 'https://example.com/a.git',
    targetRevision: 'HEAD',
    path,
    ...(directory && { directory }),
    ...more,
  };
}

function pathsOf(tree: SourceTree, from: ApplicationSource): unknown {
  const selected = selectFiles(tree, from);
  return selected.ok ? selected.value.files.map(({ path }) => path) : selected.failure;
}

const web = treeOf(
  'web/b.yaml',
  'web/a.yml',
  'web/c.json',
  'web/README.md',
  'web/sub/d.yaml',
  'web/sub/e.test.yaml',
  'webshop/x.yaml',
  'z.yaml',
);

describe('selectFiles', () => {
  it.each([
    {
      name: 'files of the three extensions, directly in the path',
      from: source('web'),
      paths: ['web/a.yml', 'web/b.yaml', 'web/c.json'],
    },
    {
      name: 'the same for any spelling of the path',
      from: source('./web//'),
      paths: ['web/a.yml', 'web/b.yaml', 'web/c.json'],
    },
    { name: 'the root', from: source('.'), paths: ['z.yaml'] },
    {
      name: 'directories below with recurse',
      from: source('web', { recurse: true }),
      paths: ['web/a.yml', 'web/b.yaml', 'web/c.json', 'web/sub/d.yaml', 'web/sub/e.test.yaml'],
    },
    {
      name: 'what an include with alternatives matches',
      from: source('web', { include: '{a.yml,*.json}' }),
      paths: ['web/a.yml', 'web/c.json'],
    },
    {
      name: 'across slashes, since a star crosses them',
      from: source('web', { recurse: true, include: '*d.yaml' }),
      paths: ['web/sub/d.yaml'],
    },
    { name: 'relative to the source, not to the root', from: source('web', { include: 'web/*' }), paths: [] },
    {
      name: 'nothing that is excluded, whatever includes it',
      from: source('web', { recurse: true, include: '*.yaml', exclude: '*.test.yaml' }),
      paths: ['web/b.yaml', 'web/sub/d.yaml'],
    },
  ])('chooses $name', ({ from, paths }) => {
    expect(pathsOf(web, from)).toEqual(paths);
  });

  it('names the tree that everything read lies in', () => {
    const linked = treeOf('a/x.yaml', 'b/y.yaml -> ../a/x.yaml');
    expect([selectFiles(linked, source('a')), selectFiles(linked, source('b'))]).toEqual([
      {
        ok: true,
        value: { path: 'a', treeId: 'tree:a', files: [{ path: 'a/x.yaml', id: 'blob:a/x.yaml', size: 10 }] },
      },
      { ok: true, value: { path: 'b', treeId: 'root', files: [{ path: 'b/y.yaml', id: 'blob:a/x.yaml', size: 10 }] } },
    ]);
  });

  it('follows links through links and linked directories, and enters no linked directory', () => {
    const linked = treeOf(
      'real/x.yaml',
      'dir -> real',
      'app/one.yaml -> two.yaml',
      'app/two.yaml -> ../dir/x.yaml',
      'app/deep.yaml -> ../real',
    );
    expect(pathsOf(linked, source('app', { recurse: true }))).toEqual(['app/one.yaml', 'app/two.yaml']);
  });

  it.each([
    {
      name: 'a path that does not exist',
      tree: web,
      from: source('wep'),
      message: 'source.path "wep" does not exist in this commit',
    },
    {
      name: 'a path that is a file',
      tree: web,
      from: source('web/b.yaml'),
      message: 'source.path "web/b.yaml" is a file: name its directory',
    },
    {
      name: 'an absolute path',
      tree: web,
      from: source('/web'),
      message: `source.path "/web" is absolute: write it relative to the repository's root`,
    },
    {
      name: 'a path that climbs',
      tree: web,
      from: source('web/../..'),
      message: 'source.path "web/../.." contains "..": name the directory itself',
    },
    {
      name: "git's own folder",
      tree: treeOf('.git/a.yaml'),
      from: source('.Git'),
      message: `source.path ".Git" names git's own folder`,
    },
    {
      name: 'files in a folder that only git may have',
      tree: treeOf('a/.git/x.yaml'),
      from: source('a', { recurse: true }),
      message: '"a/.git/x.yaml" lies in a folder that only git itself may have',
    },
    {
      name: 'a path that is a link',
      tree: treeOf('a/x.yaml', 'b -> a'),
      from: source('b'),
      message: 'source.path "b" is a symbolic link: name the directory it leads to',
    },
    {
      name: 'a link out of the repository',
      tree: treeOf('a/x.yaml', 'a/notes.txt -> ../../etc/passwd'),
      from: source('a'),
      message: 'the symbolic link "a/notes.txt" leads out of the repository: remove it',
    },
    {
      name: 'a link to an absolute path',
      tree: treeOf('a/x.yaml -> /etc/passwd'),
      from: source('a'),
      message: 'the symbolic link "a/x.yaml" leads out of the repository: remove it',
    },
    {
      name: 'a link to nothing',
      tree: treeOf('a/x.yaml -> y.yaml'),
      from: source('a'),
      message: 'the symbolic link "a/x.yaml" leads to nothing',
    },
    {
      name: 'links in a circle',
      tree: treeOf('a/x.yaml -> y.yaml', 'a/y.yaml -> x.yaml'),
      from: source('a'),
      message: 'the symbolic link "a/x.yaml" leads back to itself',
    },
    {
      name: 'Jsonnet',
      tree: treeOf('a/x.jsonnet'),
      from: source('a'),
      message: '"a/x.jsonnet" is Jsonnet, which this version does not render: exclude it',
    },
    {
      name: 'a malformed glob',
      tree: web,
      from: source('web', { include: '[' }),
      message: 'source.directory.include is a malformed pattern "["',
    },
  ])('refuses $name', ({ tree, from, message }) => {
    expect(pathsOf(tree, from)).toBe(message);
  });

  it('refuses what is too large before anything is read', () => {
    const large = { path: 'a.yaml', type: 'blob' as const, id: '1', size: sourceLimits.fileBytes + 1 };
    const tree = new SourceTree([{ path: '', type: 'tree', id: 'root', size: 0 }, large], new Map());
    expect(pathsOf(tree, source('.'))).toBe('larger than 10000000 bytes: a.yaml: split or exclude');
  });
});
