import { PackedTree } from './packed-tree.ts';
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
    const listed = [...entries];
    this.#entries = isSorted(listed) ? entries : listed.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    this.#linkTargets = linkTargets;
    this.#links = ofType('symlink', listed);
    this.#submodules = ofType('submodule', listed);
  }

  entry(path: string): SourceTreeEntry | undefined {
    const index = this.#firstFrom(path);
    return this.#pathAt(index) === path ? this.#entries.at(index) : undefined;
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
      if ((this.#pathAt(middle) ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #pathAt(index: number): string | undefined {
    const entries = this.#entries;
    if (index >= entries.length) return undefined;
    return entries instanceof PackedTree ? entries.pathAt(index) : entries.at(index)?.path;
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

function ofType(wanted: SourceTreeEntry['type'], entries: readonly SourceTreeEntry[]): Map<string, SourceTreeEntry> {
  return new Map(entries.filter(({ type }) => type === wanted).map((entry) => [entry.path, entry]));
}

function isSorted(entries: readonly SourceTreeEntry[]): boolean {
  return entries.every(({ path }, index) => index === 0 || (entries[index - 1]?.path ?? '') < path);
}
