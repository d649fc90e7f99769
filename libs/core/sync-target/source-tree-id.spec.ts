import { describe, expect, it } from 'vitest';
import { sourceTreeId } from './source-tree-id.ts';

const tree = [
  { path: '', type: 'tree', id: 'root' },
  { path: 'apps', type: 'tree', id: 't-apps' },
  { path: 'apps-old', type: 'tree', id: 't-apps-old' },
  { path: 'apps/linked', type: 'tree', id: 't-linked' },
  { path: 'apps/linked/here.yaml', type: 'symlink', id: 'l' },
  { path: 'apps/web', type: 'tree', id: 't-web' },
  { path: 'apps/web/deployment.yaml', type: 'blob', id: 'b' },
] as const;

describe('sourceTreeId', () => {
  it.each([
    { name: 'is the id of the tree at the path', path: 'apps/web', id: 't-web' },
    { name: 'does not mind how the path is written', path: './apps//web/', id: 't-web' },
    { name: 'is not confused by a neighbour with the same beginning', path: 'apps-old', id: 't-apps-old' },
    { name: 'is the root where a link below may lead anywhere', path: 'apps', id: 'root' },
    { name: 'is the root for the root', path: '.', id: 'root' },
    { name: 'is empty where there is no such path', path: 'apps/gone', id: '' },
  ])('$name', ({ path, id }) => {
    expect(sourceTreeId(tree, path)).toBe(id);
  });
});
