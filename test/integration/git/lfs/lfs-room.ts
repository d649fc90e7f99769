import type { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { LfsFile } from '#core/lfs/find-excess.ts';
import { parseLfsPointer } from '#core/lfs/lfs-pointer.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { LfsShelf } from '../../../fleet/git/lfs/lfs-shelf.ts';
import type { LocalRepository } from '../../../fleet/git/local-git.ts';
import { addressOf, type GitRoom } from '../git-room.ts';

/** A repository of a local server that has Git LFS. */
export interface LfsRepository {
  readonly repository: LocalRepository;
  readonly shelf: LfsShelf;
  /** With its user and password, and Git LFS asked for. */
  readonly address: RepositoryAddress;
}

export async function createLfsRepository(room: GitRoom, name: string): Promise<LfsRepository> {
  const repository = await room.server.createRepository(name);
  const shelf = room.server.addLfs(name);
  await room.server.commit(name, { files: { 'README.md': 'With Git LFS\n' }, message: 'Begin' });
  return { repository, shelf, address: { ...addressOf(repository), lfs: true } };
}

/** The file that a pointer stands for. */
export function fileOf(pointer: string, path = 'a.yaml'): LfsFile {
  const parsed = parseLfsPointer(Buffer.from(pointer));
  if (!parsed.ok) throw new Error(parsed.failure);
  return { path, ...parsed.value };
}

/** The texts of files in their order, or the failure. */
export async function readFiles(source: MirrorGitSource, address: RepositoryAddress, files: readonly LfsFile[]) {
  const read = await source.lfs.readFiles(address, files);
  if (!read.ok) return read.failure;
  return files.map(({ oid }) => Buffer.from(read.value.get(oid) ?? []).toString());
}
