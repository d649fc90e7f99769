/** A folder that stands for a repository at every revision. Paths are relative to it, with slashes. */
export interface RepositoryTree {
  /** Every directory but the root. */
  readonly directories: readonly string[];
  readonly files: readonly string[];
  readonly read: (path: string) => TreeFile;
}

/** What a file of the tree holds, links followed. */
export type TreeFile =
  | { readonly kind: 'text'; readonly text: string }
  /** A link to somewhere else than this repository: never read. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'unreadable'; readonly message: string };
