import { SourceTree } from '#core/manifests/source/source-tree.ts';
import { succeed, type Result } from '#core/model/result.ts';
import type { GitFailure, GitSource, RepositoryAddress, TreeEntry } from '../ports/git-source.port.ts';

/** A link target is a path; the kernel allows no longer one. Unit: bytes. */
const longestLinkBytes = 4_096;

/** A commit's tree is asked for by every Application that follows it; GitSource answers the same array each time. */
const known = new WeakMap<readonly TreeEntry[], SourceTree>();

/** The tree of a commit with the text of its links. */
export async function readSourceTree(
  git: GitSource,
  repository: RepositoryAddress,
  commit: string,
  signal?: AbortSignal,
): Promise<Result<SourceTree, GitFailure>> {
  const listed = await git.listTree(repository, commit, signal);
  if (!listed.ok) return listed;
  const tree = known.get(listed.value);
  if (tree !== undefined) return succeed(tree);
  const links = listed.value.filter(({ type, size }) => type === 'symlink' && size <= longestLinkBytes);
  const targets = await readTexts(
    git,
    repository,
    links.map(({ id }) => id),
    signal,
  );
  if (!targets.ok) return targets;
  const read = new SourceTree(listed.value, targets.value);
  known.set(listed.value, read);
  return succeed(read);
}

/** The texts of blobs by their ids; bytes that are no UTF-8 are replaced. */
export async function readTexts(
  git: GitSource,
  repository: RepositoryAddress,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Result<ReadonlyMap<string, string>, GitFailure>> {
  if (ids.length === 0) return succeed(new Map());
  const read = await git.readBlobs(repository, [...new Set(ids)], signal);
  if (!read.ok) return read;
  const decoder = new TextDecoder();
  return succeed(new Map([...read.value].map(([id, content]) => [id, decoder.decode(content)])));
}
