import { describe, expect, it } from 'vitest';
import { SourceTree } from './source-tree.ts';
import type { SourceTreeEntry } from './tree-entries.ts';

const paths = [
  '',
  'apps',
  'apps.md',
  'apps/web',
  'apps/web-extra',
  'apps/web/deployment.yaml',
  'apps/web/service.yaml',
];
const entries = paths.map(
  (path): SourceTreeEntry => ({ path, type: path.includes('.') ? 'blob' : 'tree', id: `id of ${path}`, size: 0 }),
);

describe.each([
  { order: 'sorted', given: entries },
  { order: 'in another order', given: entries.toReversed() },
])('SourceTree of entries that are $order', ({ given }) => {
  const tree = new SourceTree(given, new Map());

  it('finds each entry by its path', () => {
    expect(paths.map((path) => tree.entry(path)?.id)).toEqual(entries.map(({ id }) => id));
  });

  it.each(['app', 'apps/', 'apps/web/config.yaml', 'zoo'])('finds nothing at %s', (path) => {
    expect(tree.entry(path)).toBeUndefined();
    expect(tree.resolve(path)).toBe('missing');
  });

  it('has below a folder what is in it, sorted, and nothing whose name only begins like it', () => {
    expect(tree.below('apps/web').map(({ path }) => path)).toEqual([
      'apps/web/deployment.yaml',
      'apps/web/service.yaml',
    ]);
    expect(tree.below('').map(({ path }) => path)).toEqual(paths.slice(1));
  });
});
