import type { SourceTreeEntry, TreeEntries } from '../manifests/source/tree-entries.ts';

/** The tree of a submodule's commit, and where it belongs. */
export interface GraftedTree {
  readonly path: string;
  readonly entries: TreeEntries;
}

/**
 * A tree with the trees of its submodules in their places, as a checkout has them. The ids of all folders above a submodule change: the same
 * folder without its submodules must not count as equal. `refusals` says of the others why they stay empty.
 */
export function graftTree(
  entries: TreeEntries,
  modules: readonly GraftedTree[],
  refusals: ReadonlyMap<string, string>,
): SourceTreeEntry[] {
  const byPath = new Map(Array.from(entries, (entry) => [entry.path, entry]));
  for (const { path, entries: inside } of modules)
    for (const entry of inside) {
      const place = entry.path === '' ? path : `${path}/${entry.path}`;
      byPath.set(place, { ...entry, path: place });
    }
  for (const folder of new Set(modules.flatMap(({ path }) => foldersAbove(path)))) {
    const entry = byPath.get(folder);
    if (entry !== undefined) byPath.set(folder, { ...entry, id: `${entry.id}+submodules` });
  }
  for (const [path, refusal] of refusals) {
    const entry = byPath.get(path);
    if (entry !== undefined) byPath.set(path, { ...entry, refusal });
  }
  return [...byPath.values()];
}

function foldersAbove(path: string): string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index).join('/'));
}
