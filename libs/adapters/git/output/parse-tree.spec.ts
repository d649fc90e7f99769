import { describe, expect, it } from 'vitest';
import { parseRefs } from './parse-refs.ts';
import { parseTree } from './parse-tree.ts';

describe('parseTree', () => {
  it('gives the root first and sorts by path as text, whatever bytes a name has', () => {
    const output = [
      '040000 tree 11       -\tapps',
      '100644 blob 12      42\tapps/a b\n.yaml',
      '100755 blob 13       7\tapps-old',
      '120000 blob 14       3\tlink',
      '160000 commit 15       -\tvendor',
      '',
    ].join('\0');
    expect(parseTree(output, '10')).toEqual([
      { path: '', type: 'tree', id: '10', size: 0 },
      { path: 'apps', type: 'tree', id: '11', size: 0 },
      { path: 'apps-old', type: 'blob', id: '13', size: 7 },
      { path: 'apps/a b\n.yaml', type: 'blob', id: '12', size: 42 },
      { path: 'link', type: 'symlink', id: '14', size: 3 },
      { path: 'vendor', type: 'submodule', id: '15', size: 0 },
    ]);
  });
});

describe('parseRefs', () => {
  it('gives the commit an annotated tag means', () => {
    const output = 'c1\tHEAD\nc1\trefs/heads/main\nt1\trefs/tags/v1\nc0\trefs/tags/v1^{}\n';
    expect([...parseRefs(output)]).toEqual([
      ['HEAD', 'c1'],
      ['refs/heads/main', 'c1'],
      ['refs/tags/v1', 'c0'],
    ]);
  });
});
