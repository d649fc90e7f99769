/** Where a path of a git tree leads. */
export type LinkEnd =
  | { readonly kind: 'path'; readonly path: string }
  /** A link leaves the repository. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'circle' };

/** As many as Linux follows. */
const MOST_LINKS = 40;

/**
 * Follows the symbolic links in a path relative to the root of a tree, those in the middle of it too; `targets` holds what each
 * link of the tree says, by its path. Whether anything is at the end is for the caller to see.
 */
export function followLinks(path: string, targets: ReadonlyMap<string, string>): LinkEnd {
  const ahead = path.split('/').toReversed();
  const behind: string[] = [];
  let links = 0;
  for (let part = ahead.pop(); part !== undefined; part = ahead.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (behind.pop() === undefined) return { kind: 'outside' };
      continue;
    }
    const target = targets.get([...behind, part].join('/'));
    if (target === undefined) {
      behind.push(part);
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) return { kind: 'circle' };
    if (target.startsWith('/')) return { kind: 'outside' };
    ahead.push(...target.split('/').toReversed());
  }
  return { kind: 'path', path: behind.join('/') };
}
