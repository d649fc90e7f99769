interface TreeEntry {
  readonly path: string;
  readonly type: 'blob' | 'tree' | 'symlink' | 'submodule';
  readonly id: string;
}

/**
 * Identifies everything a source directory can render from: the git object id of its tree, or of the root's when a symbolic link
 * below the path may lead out of it. '' when the commit has no such path. `entries`: the whole tree, the root as '' first,
 * sorted by path as git sorts bytes. Found by bisection: a push has to be compared for many Applications at once.
 */
export function sourceTreeId(entries: readonly TreeEntry[], path: string): string {
  const clean = path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  const root = entries[0]?.path === '' ? entries[0].id : '';
  if (clean === '') return root;
  const entry = entries[firstAtOrAfter(entries, clean)];
  if (entry?.path !== clean) return '';
  return hasLinkBelow(entries, clean) ? root : entry.id;
}

function hasLinkBelow(entries: readonly TreeEntry[], path: string): boolean {
  const prefix = `${path}/`;
  for (let index = firstAtOrAfter(entries, prefix); ; index += 1) {
    const entry = entries[index];
    if (entry === undefined || !entry.path.startsWith(prefix)) return false;
    if (entry.type === 'symlink') return true;
  }
}

function firstAtOrAfter(entries: readonly TreeEntry[], path: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.path ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return low;
}
