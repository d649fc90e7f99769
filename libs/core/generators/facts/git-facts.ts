/** One entry of `files` of a git generator. */
export interface FilePattern {
  readonly path: string;
  readonly exclude?: boolean | undefined;
}

/**
 * Asks for the files of a repository that some pattern names and no `exclude` pattern does. Which of them that is depends on
 * the installation's globbing: whoever answers uses `chooseFiles`.
 */
export interface GitFilesRequest {
  readonly repoURL: string;
  readonly revision: string;
  readonly patterns: readonly FilePattern[];
}

export interface GitFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}
