import type { TreeEntries } from '#core/manifests/source/tree-entries.ts';
import { succeed, type Result } from '#core/model/result.ts';
import type { GitFailure, GitSource, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import type { RenderSource } from '../ports/sources/renderer.port.ts';
import { type ReadCommit, replacePointers } from './lfs/replace-pointers.ts';

type SourceCommits = Pick<RenderSource, 'repository' | 'commit' | 'submodules'>;
type Blobs = Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>>;

/** Of all repositories that sources are read from, those of submodules after their own. */
export function addressesOf(sources: readonly Pick<RenderSource, 'repository' | 'submodules'>[]): RepositoryAddress[] {
  return sources.flatMap(({ repository, submodules }) => [
    repository,
    ...(submodules?.modules ?? []).map((module) => module.repository),
  ]);
}

/** A tree comes as the same object each time. */
const idsOf = new WeakMap<TreeEntries, ReadonlySet<string>>();

/**
 * Blobs of a source by id, as git has them: each from the mirror of the repository that it is from, the source's own or that of a
 * submodule. Where both have one of the same id, they are the same.
 */
export function readSourceBlobs(
  git: GitSource,
  source: SourceCommits,
  ids: readonly string[],
  signal?: AbortSignal,
): Blobs {
  return readEach(git, source, ids, ({ repository }, wanted) => git.readBlobs(repository, wanted, signal), signal);
}

/** The same for files whose contents are wanted: of those that Git LFS keeps for a Repository that asks for them, what it keeps. */
export function readSourceFiles(
  git: GitSource,
  source: SourceCommits,
  ids: readonly string[],
  signal?: AbortSignal,
): Blobs {
  const read = async (commit: ReadCommit, wanted: readonly string[]): Blobs => {
    const blobs = await git.readBlobs(commit.repository, wanted, signal);
    return blobs.ok ? replacePointers(git, commit, blobs.value, signal) : blobs;
  };
  return readEach(git, source, ids, read, signal);
}

async function readEach(
  git: GitSource,
  { repository, commit, submodules }: SourceCommits,
  ids: readonly string[],
  readFrom: (commit: ReadCommit, ids: readonly string[]) => Blobs,
  signal?: AbortSignal,
): Blobs {
  if (ids.length === 0) return succeed(new Map());
  const own = new Set(ids);
  const read = new Map<string, Uint8Array>();
  for (const module of submodules?.modules ?? []) {
    const listed = await git.listTree(module.repository, module.commit, signal);
    if (!listed.ok) return listed;
    const held = idsIn(listed.value);
    const wanted = [...own].filter((id) => held.has(id));
    if (wanted.length === 0) continue;
    const blobs = await readFrom(module, wanted);
    if (!blobs.ok) return blobs;
    for (const [id, content] of blobs.value) read.set(id, content);
    for (const id of wanted) own.delete(id);
  }
  if (own.size === 0 && read.size > 0) return succeed(read);
  const rest = await readFrom({ repository, commit }, [...own]);
  return rest.ok ? succeed(new Map([...rest.value, ...read])) : rest;
}

function idsIn(entries: TreeEntries): ReadonlySet<string> {
  const known = idsOf.get(entries) ?? new Set(Array.from(entries, ({ id }) => id));
  idsOf.set(entries, known);
  return known;
}
