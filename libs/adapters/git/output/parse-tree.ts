import type { TreeEntry } from '#flows/ports/sources/git-source.port.ts';

/**
 * Reads what `git ls-tree -r -t -z --long` prints, `<mode> <type> <id> <size> TAB <path>` ended by NUL, and puts the root in
 * front. Sorted by path as text, not in git's order, where a directory sorts as if its name ended in a slash. Its texts are parts of the
 * output, all of which V8 keeps as long as one of them is remembered.
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
      path: record.slice(tab + 1),
      type: typeOf(mode, kind),
      id,
      size: Number(size) || 0,
    });
  }
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function typeOf(mode: string, kind: string): TreeEntry['type'] {
  if (mode === '120000') return 'symlink';
  if (kind === 'commit') return 'submodule';
  return kind === 'tree' ? 'tree' : 'blob';
}
