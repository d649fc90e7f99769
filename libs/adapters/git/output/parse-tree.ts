import type { TreeEntry } from '#flows/ports/sources/git-source.port.ts';

/**
 * Reads what `git ls-tree -r -t -z --long` prints, `<mode> <type> <id> <size> TAB <path>` ended by NUL, and puts the root in
 * front. Sorted by path as text, not in git's order, where a directory sorts as if its name ended in a slash.
 */
export function parseTree(output: string, rootId: string): TreeEntry[] {
  const entries: TreeEntry[] = [{ path: '', type: 'tree', id: rootId, size: 0 }];
  for (const record of output.split('\0')) {
    const tab = record.indexOf('\t');
    if (tab < 0) continue;
    const [mode, kind, id, size] = record.slice(0, tab).split(/ +/);
    if (mode === undefined || kind === undefined || id === undefined)
      throw new Error(`unexpected line of ls-tree: ${record.slice(0, 80)}`);
    entries.push({
      path: detached(record.slice(tab + 1)),
      type: typeOf(mode, kind),
      id: detached(id),
      size: Number(size) || 0,
    });
  }
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** V8 makes a part of a text by pointing into the whole: as long as one path were remembered, all that git printed would be. */
function detached(part: string): string {
  return Buffer.from(part).toString();
}

function typeOf(mode: string, kind: string): TreeEntry['type'] {
  if (mode === '120000') return 'symlink';
  if (kind === 'commit') return 'submodule';
  return kind === 'tree' ? 'tree' : 'blob';
}
