import type { SourceTreeEntry, TreeEntries } from './tree-entries.ts';

const TYPES = ['blob', 'tree', 'symlink', 'submodule'] as const;

/**
 * The entries of a commit's tree in a third of the room that objects take: a repository of thousands of Applications has tens of thousands, and
 * its tree is looked at as long as anybody follows it.
 */
export class PackedTree implements TreeEntries {
  readonly length: number;
  /** One after the other. */
  readonly #paths: string;
  /** Where each path ends. */
  readonly #ends: Uint32Array;
  readonly #ids: Buffer;
  readonly #idBytes: number;
  readonly #types: Uint8Array;
  readonly #sizes: Float64Array;

  /** `entries` as git lists them, sorted by path: their ids are hexadecimal and of one length. */
  constructor(entries: readonly SourceTreeEntry[]) {
    this.length = entries.length;
    // Flat: a text that was joined is made of its parts until it is searched.
    this.#paths = Buffer.from(entries.map(({ path }) => path).join('')).toString();
    let end = 0;
    this.#ends = Uint32Array.from(entries, ({ path }) => (end += path.length));
    this.#ids = Buffer.from(entries.map(({ id }) => id).join(''), 'hex');
    this.#idBytes = this.#ids.length / Math.max(1, this.length);
    this.#types = Uint8Array.from(entries, ({ type }) => TYPES.indexOf(type));
    this.#sizes = Float64Array.from(entries, ({ size }) => size);
  }

  at(index: number): SourceTreeEntry | undefined {
    const [type, size] = [TYPES[this.#types[index] ?? TYPES.length], this.#sizes[index]];
    if (type === undefined || size === undefined) return undefined;
    const start = index * this.#idBytes;
    return {
      path: detached(this.pathAt(index)),
      type,
      id: this.#ids.toString('hex', start, start + this.#idBytes),
      size,
    };
  }

  /** For whoever searches, not to be kept: it is a part of the text of all paths. '' where nothing is. */
  pathAt(index: number): string {
    return this.#paths.slice(this.#ends[index - 1] ?? 0, this.#ends[index] ?? 0);
  }

  /** In the order of the paths; the others are passed over at a few nanoseconds each. */
  ofType(type: SourceTreeEntry['type']): SourceTreeEntry[] {
    const wanted = TYPES.indexOf(type);
    const places = [...this.#types.keys()].filter((index) => this.#types[index] === wanted);
    return places.flatMap((index) => this.at(index) ?? []);
  }

  *[Symbol.iterator](): Generator<SourceTreeEntry> {
    for (let index = 0; index < this.length; index += 1) {
      const entry = this.at(index);
      if (entry !== undefined) yield entry;
    }
  }
}

/** Those of one type, in order. */
export function entriesOfType(entries: TreeEntries, type: SourceTreeEntry['type']): SourceTreeEntry[] {
  return entries instanceof PackedTree ? entries.ofType(type) : [...entries].filter((entry) => entry.type === type);
}

/** The path in this place, for whoever searches. */
export function pathIn(entries: TreeEntries, index: number): string | undefined {
  if (index >= entries.length) return undefined;
  return entries instanceof PackedTree ? entries.pathAt(index) : entries.at(index)?.path;
}

/** V8 makes a part of a text by pointing into the whole: as long as one path were remembered, all of them would be. */
function detached(part: string): string {
  return Buffer.from(part).toString();
}
