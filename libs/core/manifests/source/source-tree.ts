import { entriesOfType, pathIn } from './packed-tree.ts';
import { resolveLink } from './source-path.ts';
import type { SourceTreeEntry, TreeEntries } from './tree-entries.ts';

/** Where a link ends: an entry of the tree, or why there is none. */
export type LinkEnd = SourceTreeEntry | 'outside' | 'missing' | 'loop';

const maxLinks = 16;

/** A commit's tree with its symbolic links readable. Build it once for each commit. */
export class SourceTree {
  readonly #entries: TreeEntries;
  readonly #linkTargets: ReadonlyMap<string, string>;
  /** By their paths. Most trees have none. */
  readonly #links: ReadonlyMap<string, SourceTreeEntry>;
  readonly #submodules: ReadonlyMap<string, SourceTreeEntry>;

  /**
   * `entries` in any order, the root among them as ''; sorted by path they are kept as they are. `linkTargets` holds the text of every
   * symbolic link by blob id.
   */
  constructor(entries: TreeEntries, linkTargets: ReadonlyMap<string, string>) {
    this.#entries = isSorted(entries) ? entries : [...entries].toSorted((a, b) => (a.path < b.path ? -1 : 1));
    this.#linkTargets = linkTargets;
    this.#links = byPath(entriesOfType(entries, 'symlink'));
    this.#submodules = byPath(entriesOfType(entries, 'submodule'));
  }

  entry(path: string): SourceTreeEntry | undefined {
    const index = this.#firstFrom(path);
    return pathIn(this.#entries, index) === path ? this.#entries.at(index) : undefined;
  }

  /** The submodule that nobody has fetched and that a path is or lies in. */
  submoduleAt(path: string): SourceTreeEntry | undefined {
    if (this.#submodules.size === 0) return undefined;
    const names = path.split('/');
    const above = names.map((_, index) => this.#submodules.get(names.slice(0, index + 1).join('/')));
    return above.find((entry) => entry !== undefined);
  }

  /** Entries below a directory ('' is the root), at any depth, sorted by path. */
  below(directory: string): SourceTreeEntry[] {
    if (directory === '') return [...this.#entries].filter(({ path }) => path !== '');
    const found: SourceTreeEntry[] = [];
    for (let index = this.#firstFrom(`${directory}/`); index < this.#entries.length; index += 1) {
      const entry = this.#entries.at(index);
      if (!entry?.path.startsWith(`${directory}/`)) break;
      found.push(entry);
    }
    return found;
  }

  /** Index of the first entry whose path is not before this text. */
  #firstFrom(text: string): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pathIn(this.#entries, middle) ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The text of a symbolic link. */
  linkText({ id }: SourceTreeEntry): string {
    return this.#linkTargets.get(id) ?? '/';
  }

  /** Follows a symbolic link, through further ones, also where a directory on the way is one. */
  follow({ path }: SourceTreeEntry): LinkEnd {
    return this.resolve(path);
  }

  /** The entry that a path leads to, through all symbolic links on the way. */
  resolve(start: string): LinkEnd {
    let path = start;
    for (let links = 0; links <= maxLinks; links += 1) {
      const step = this.#step(path);
      if ('end' in step) return step.end;
      ({ path } = step);
    }
    return 'loop';
  }

  /** Replaces the first link on the path by its target, or ends where there is none left. */
  #step(path: string): { readonly path: string } | { readonly end: LinkEnd } {
    if (this.#links.size === 0) return { end: this.entry(path) ?? 'missing' };
    const segments = path.split('/');
    for (let length = 1; length <= segments.length; length += 1) {
      const here = segments.slice(0, length).join('/');
      const link = this.#links.get(here);
      if (link === undefined) continue;
      const target = resolveLink(here, this.linkText(link));
      if (target === undefined) return { end: 'outside' };
      return { path: [target, ...segments.slice(length)].filter((segment) => segment !== '').join('/') };
    }
    return { end: this.entry(path) ?? 'missing' };
  }
}

function byPath(entries: readonly SourceTreeEntry[]): Map<string, SourceTreeEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** Goes by the paths alone: to make an entry of each takes ten times as long. */
function isSorted(entries: TreeEntries): boolean {
  for (let index = 1; index < entries.length; index += 1)
    if ((pathIn(entries, index - 1) ?? '') >= (pathIn(entries, index) ?? '')) return false;
  return true;
}
