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

/** Entries of a tree: an array, or what takes less room. */
export interface TreeEntries extends Iterable<SourceTreeEntry> {
  readonly length: number;
  /** In the order of the paths. */
  at(index: number): SourceTreeEntry | undefined;
}
