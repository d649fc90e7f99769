import { describe, expect, it } from 'vitest';
import { SourceTree } from '../../manifests/source/source-tree.ts';
import { SourceFiles } from '../plan/source-files.ts';
import { findValueFiles } from './find-value-files.ts';

const entryOf = (type: 'blob' | 'tree') => (path: string) => ({ path, type, id: path, size: 1 });
const treeOf = (folders: readonly string[], files: readonly string[]) =>
  new SourceTree([...folders.map(entryOf('tree')), ...files.map(entryOf('blob'))], new Map());
const chartFiles = ['envs/z.yaml', 'envs/a.yaml', 'envs/nested/c.yaml', 'envs/notes.md', 'prod.yaml'];
const trees = [
  treeOf(
    ['', 'shop', 'shop/envs', 'shop/envs/nested'],
    chartFiles.map((path) => `shop/${path}`),
  ),
  treeOf(['', 'eu', 'us'], ['eu/1.yaml', 'us/1.yaml']),
];
const chart = { source: 0, path: 'shop' };
const references = new Map([['conf', 1]]);

function find(valueFiles: readonly string[], ignoreMissingValueFiles = false) {
  const options = { valueFiles: [...valueFiles], ignoreMissingValueFiles };
  const found = findValueFiles(chart, options, references, new SourceFiles(trees, new Map()));
  return found.ok ? found.value.map(({ source, path }) => `${source} ${path}`) : found.failure;
}

describe('findValueFiles', () => {
  it.each([
    {
      name: 'files as they are written',
      written: ['prod.yaml', 'envs/a.yaml'],
      found: ['0 shop/prod.yaml', '0 shop/envs/a.yaml'],
    },
    {
      name: 'those of a pattern in its place, sorted',
      written: ['envs/*.yaml', 'prod.yaml'],
      found: ['0 shop/envs/a.yaml', '0 shop/envs/z.yaml', '0 shop/prod.yaml'],
    },
    {
      name: 'files of a folder before those of its subfolders',
      written: ['envs/**/*.yaml'],
      found: ['0 shop/envs/a.yaml', '0 shop/envs/z.yaml', '0 shop/envs/nested/c.yaml'],
    },
    {
      name: 'a file that is also written by itself there',
      written: ['envs/*.yaml', 'envs/a.yaml'],
      found: ['0 shop/envs/z.yaml', '0 shop/envs/a.yaml'],
    },
    {
      name: 'a file of two patterns where it is matched first',
      written: ['envs/z*', 'envs/**/*.yaml'],
      found: ['0 shop/envs/z.yaml', '0 shop/envs/a.yaml', '0 shop/envs/nested/c.yaml'],
    },
    { name: 'files of another source', written: ['$conf/[eu]u/?.yaml'], found: ['1 eu/1.yaml'] },
    { name: 'files from the root', written: ['/shop/p*.yaml'], found: ['0 shop/prod.yaml'] },
    {
      name: 'a file written twice as often',
      written: ['prod.yaml', 'prod.yaml'],
      found: ['0 shop/prod.yaml', '0 shop/prod.yaml'],
    },
  ])('takes $name', ({ written, found }) => {
    expect(find(written)).toEqual(found);
  });

  it.each([
    { written: 'gone/*.yaml', why: '"gone/*.yaml" matches no file: correct it, or set ignoreMissingValueFiles' },
    { written: 'gone.yaml', why: '"gone.yaml" does not exist: correct it, or set ignoreMissingValueFiles' },
    { written: '../../*.yaml', why: '"../../*.yaml" leads out of the repository' },
    {
      written: '$other/*.yaml',
      why: `"$other/*.yaml" names no source: none of the Application's sources has this ref`,
    },
  ])('refuses $written', ({ written, why }) => {
    expect(find([written])).toBe(`helm.valueFiles: ${why}`);
  });

  it('passes over what is missing when it is told to', () => {
    expect(find(['gone/*.yaml', 'gone.yaml', 'prod.yaml'], true)).toEqual(['0 shop/prod.yaml']);
  });
});
