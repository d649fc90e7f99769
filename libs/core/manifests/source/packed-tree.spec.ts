import { expect, it } from 'vitest';
import { PackedTree } from './packed-tree.ts';
import type { SourceTreeEntry } from './tree-entries.ts';

const idOf = (digit: number) => digit.toString(16).padStart(2, '0').repeat(20);
const entries: readonly SourceTreeEntry[] = [
  { path: '', type: 'tree', id: idOf(1), size: 0 },
  { path: 'Größe/日本.yaml', type: 'blob', id: idOf(254), size: 5_000_000_000 },
  { path: 'apps', type: 'tree', id: idOf(3), size: 0 },
  { path: 'apps/link', type: 'symlink', id: idOf(4), size: 9 },
  { path: 'apps/module', type: 'submodule', id: idOf(5), size: 0 },
];

it.each([
  { name: 'as git lists them', given: entries },
  {
    name: 'of a repository of SHA-256',
    given: entries.map((entry) => ({ ...entry, id: `${entry.id}${'0a'.repeat(12)}` })),
  },
  { name: 'of which there are none', given: [] },
])('gives back entries $name', ({ given }) => {
  const packed = new PackedTree(given);
  expect([...packed]).toEqual(given);
  expect(Array.from(packed, (_, index) => packed.pathAt(index))).toEqual(given.map(({ path }) => path));
});

it('gives back those of one type', () => {
  const packed = new PackedTree(entries);
  expect(packed.ofType('tree')).toEqual([entries[0], entries[2]]);
  expect(packed.ofType('submodule')).toEqual([entries[4]]);
});

it.each([-1, entries.length])('has nothing at %s', (index) => {
  expect(new PackedTree(entries).at(index)).toBeUndefined();
});
