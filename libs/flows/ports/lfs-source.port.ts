import type { LfsFile } from '#core/lfs/find-excess.ts';
import type { Result } from '#core/model/result.ts';
import type { GitFailure, RepositoryAddress } from './git-source.port.ts';

/** What Git LFS keeps for repositories. */
export interface LfsSource {
  /**
   * The contents of files, by oid: all of them, each with the sum and size that its pointer says, or a failure that names the files.
   * Read from disk where they were fetched before, for those only whom the repository's server lets in.
   */
  readFiles(
    repository: RepositoryAddress,
    files: readonly LfsFile[],
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>>;
}
