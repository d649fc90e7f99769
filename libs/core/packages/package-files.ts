import { resolveLink } from '../manifests/source/source-path.ts';
import { listBriefly } from '../model/text/list-briefly.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { findPathFlaw } from '../repositories/dangerous-path.ts';

/** A file or link of an archive. */
export interface PackedFile {
  /** As it is written. */
  readonly path: string;
  readonly content: Uint8Array;
  /** Where a symbolic link leads. */
  readonly link: string | undefined;
}

/**
 * The files of an archive by clean paths, the later of two with one path. A chart lies in a folder of its own, which is left out as
 * Helm leaves it out. Fails with a sentence's end for paths that climb or are git's own folder, for links out of the archive, for a
 * file that is also a folder, and for more than `largestFile` bytes in one file.
 */
export function packageFiles(
  entries: readonly PackedFile[],
  { isChart, largestFile }: { readonly isChart: boolean; readonly largestFile: number },
): Result<ReadonlyMap<string, PackedFile>, string> {
  const files = new Map<string, PackedFile>();
  for (const entry of entries) {
    if (entry.path.startsWith('/')) return fail(`holds ${quote(entry.path)}, which is no path below its root`);
    const path = cleanPath(entry.path, isChart);
    if (path === '') continue;
    const flaw = findPathFlaw(path);
    if (flaw !== undefined) return fail(`holds ${quote(path)}, which ${flaw}`);
    if (entry.content.length > largestFile) return fail(`holds ${quote(path)}, larger than ${largestFile} bytes`);
    if (entry.link !== undefined && resolveLink(path, entry.link) === undefined)
      return fail(`holds ${quote(path)}, a symbolic link that leads out of it`);
    files.set(path, entry);
  }
  const both = [...files.keys()].filter((path) => foldersAbove(path).some((folder) => files.has(folder)));
  if (both.length > 0) return fail(`holds files below other files: ${listBriefly(both.toSorted(), ', ')}`);
  return succeed(files);
}

/** The folders that a path lies in, outermost first, without the root. */
export function foldersAbove(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

function cleanPath(path: string, isChart: boolean): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return (isChart ? segments.slice(1) : segments).join('/');
}

function quote(path: string): string {
  return JSON.stringify(path);
}
