import { findLfsExcess, type LfsFile } from '#core/lfs/find-excess.ts';
import { isLfsPointer, parseLfsPointer } from '#core/lfs/lfs-pointer.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, GitSource, RepositoryAddress } from '../../ports/sources/git-source.port.ts';

/** A commit whose files are read. */
export interface ReadCommit {
  readonly repository: RepositoryAddress;
  readonly commit: string;
}

type Blobs = ReadonlyMap<string, Uint8Array>;

/**
 * Puts what Git LFS keeps in the place of its pointers, among blobs by their ids; nothing is asked without one. A pointer stays where the
 * Repository does not ask for Git LFS, or nobody here can read it.
 */
export async function replacePointers(
  git: GitSource,
  { repository, commit }: ReadCommit,
  blobs: Blobs,
  signal?: AbortSignal,
): Promise<Result<Blobs, GitFailure>> {
  const pointers = new Map([...blobs].filter(([, content]) => isLfsPointer(content)));
  if (repository.lfs !== true || git.lfs === undefined || pointers.size === 0) return succeed(blobs);
  const listed = await git.listTree(repository, commit, signal);
  if (!listed.ok) return listed;
  const files = new Map<string, LfsFile>();
  for (const { id, path } of listed.value) {
    const content = pointers.get(id);
    if (content === undefined || files.has(id)) continue;
    const pointer = parseLfsPointer(content);
    if (!pointer.ok) return refuse(repository, `${path} ${pointer.failure}`);
    files.set(id, { path, ...pointer.value });
  }
  const excess = findLfsExcess([...files.values()]);
  if (excess !== undefined) return refuse(repository, excess);
  const read = await git.lfs.readFiles(repository, [...files.values()], signal);
  if (!read.ok) return read;
  const contents = new Map(blobs);
  for (const [id, { oid, path }] of files) {
    const content = read.value.get(oid);
    if (content === undefined) throw new Error(`Git LFS answered without ${path}`);
    contents.set(id, content);
  }
  return succeed(contents);
}

function refuse({ url }: RepositoryAddress, why: string) {
  return fail({ kind: 'refused' as const, message: `cannot read ${url}: ${why}` });
}
