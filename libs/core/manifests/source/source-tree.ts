import { resolveLink } from './source-path.ts';

/** One entry of a commit's tree, as ports/git-source gives it. */
export interface SourceTreeEntry {
  readonly path: string;
  readonly type: 'blob' | 'tree' | 'symlink' | 'submodule';
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** Why a submodule that was asked for stays empty: the end of a sentence about it. */
  readonly refusal?: string;
}

/** Where a link ends: an entry of the tree, or why there is none. */
export type LinkEnd = SourceTreeEntry | 'outside' | 'missing' | 'loop';

const maxLinks = 16;

/** A commit's tree with its symbolic links readable. Build it once for each commit. */
export class SourceTree {
  readonly #entries: readonly SourceTreeEntry[];
  readonly #byPath: ReadonlyMap<string, SourceTreeEntry>;
  readonly #linkTargets: ReadonlyMap<string, string>;

  /** `entries` in any order, the root among them as ''; `linkTargets` holds the text of every symbolic link by blob id. */
  constructor(entries: readonly SourceTreeEntry[], linkTargets: ReadonlyMap<string, string>) {
    this.#entries = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    this.#byPath = new Map(entries.map((entry) => [entry.path, entry]));
    this.#linkTargets = linkTargets;
  }

  entry(path: string): SourceTreeEntry | undefined {
    return this.#byPath.get(path);
  }

  /** The submodule that nobody has fetched and that a path is or lies in. */
  submoduleAt(path: string): SourceTreeEntry | undefined {
    const names = path.split('/');
    const above = names.map((_, index) => this.#byPath.get(names.slice(0, index + 1).join('/')));
    return above.find((entry) => entry?.type === 'submodule');
  }

  /** Entries below a directory ('' is the root), at any depth, sorted by path. */
  below(directory: string): SourceTreeEntry[] {
    if (directory === '') return this.#entries.filter(({ path }) => path !== '');
    const found: SourceTreeEntry[] = [];
    for (let index = this.#firstFrom(`${directory}/`); index < this.#entries.length; index += 1) {
      const entry = this.#entries[index];
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
      if ((this.#entries[middle]?.path ?? '') < text) low = middle + 1;
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
    const segments = path.split('/');
    for (let length = 1; length <= segments.length; length += 1) {
      const here = segments.slice(0, length).join('/');
      const entry = this.#byPath.get(here);
      if (entry === undefined) return { end: 'missing' };
      if (entry.type !== 'symlink') continue;
      const target = resolveLink(here, this.linkText(entry));
      if (target === undefined) return { end: 'outside' };
      return { path: [target, ...segments.slice(length)].filter((segment) => segment !== '').join('/') };
    }
    return { end: this.#byPath.get(path) ?? 'missing' };
  }
}
