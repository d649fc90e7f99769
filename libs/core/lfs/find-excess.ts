import { sourceLimits } from '../manifests/select-files.ts';
import { listBriefly } from '../model/text/list-briefly.ts';
import type { LfsPointer } from './lfs-pointer.ts';

/** A file that Git LFS keeps. */
export interface LfsFile extends LfsPointer {
  /** In the repository. */
  readonly path: string;
}

/** Files of one source that Git LFS may keep; the bytes are limited as those of files in git are. */
const mostLfsFiles = 1_000;

/** Why so much is not fetched for one source: the end of a sentence about its repository. Judged by what the pointers say. */
export function findLfsExcess(files: readonly LfsFile[]): string | undefined {
  const { fileBytes, totalBytes } = sourceLimits;
  const large = files.filter(({ size }) => size > fileBytes).map(({ path }) => path);
  if (large.length > 0)
    return `Git LFS keeps more than ${fileBytes} bytes for ${listBriefly(large.toSorted(), ', ')}: move what is not deployed out of the source`;
  if (files.length > mostLfsFiles)
    return `Git LFS keeps more than ${mostLfsFiles} files of one source: commit small ones to git itself`;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > totalBytes) return `Git LFS keeps more than ${totalBytes} bytes of one source: split it`;
  return undefined;
}
