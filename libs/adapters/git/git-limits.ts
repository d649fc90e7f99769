/** Bounds of what a tenant's repository may cost. All have defaults; raise them with disk and memory. */
export interface GitLimits {
  /** One `ls-remote`. Unit: milliseconds. */
  readonly listDeadlineMs: number;
  /** One fetch, from start to end. Unit: milliseconds. */
  readonly fetchDeadlineMs: number;
  /** Local reads of a tree or blob. Unit: milliseconds. */
  readonly readDeadlineMs: number;
  /** Size of one mirror on disk: a larger fetch is broken off, a mirror grown beyond it is fetched anew. Unit: bytes. */
  readonly mirrorBytes: number;
  /** Fetches after which a mirror is fetched anew, since each leaves a pack behind. */
  readonly mirrorPacks: number;
  /** What `ls-remote` or `ls-tree` may print: about 200 bytes for each ref or file. Unit: bytes. */
  readonly outputBytes: number;
  /** One blob. Unit: bytes. */
  readonly blobBytes: number;
  /** Files and folders of one commit. */
  readonly treeEntries: number;
  /** Trees kept in memory for each mirror. */
  readonly trees: number;
  /** Everything that Git LFS is asked for one source. Unit: milliseconds. */
  readonly lfsDeadlineMs: number;
  /** What is kept on disk of one repository's Git LFS. Unit: bytes. */
  readonly lfsStoreBytes: number;
  /** A blob reader without work is ended after this, and trees that nobody asks for are let go of. Unit: milliseconds. */
  readonly idleMs: number;
}

export const defaultGitLimits: GitLimits = {
  listDeadlineMs: 15_000,
  fetchDeadlineMs: 120_000,
  readDeadlineMs: 30_000,
  mirrorBytes: 2_000_000_000,
  mirrorPacks: 500,
  outputBytes: 64_000_000,
  blobBytes: 10_000_000,
  treeEntries: 200_000,
  trees: 8,
  lfsDeadlineMs: 120_000,
  lfsStoreBytes: 1_000_000_000,
  idleMs: 60_000,
};
