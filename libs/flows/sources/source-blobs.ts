import { succeed, type Result } from '#core/model/result.ts';
import type { GitFailure, GitSource, TreeEntry } from '../ports/git-source.port.ts';
import type { RenderSource } from '../ports/renderer.port.ts';

/** A tree comes as the same array each time. */
const idsOf = new WeakMap<readonly TreeEntry[], ReadonlySet<string>>();

/**
 * Blobs of a source by id, each from the mirror of the repository that it is from: the source's own, or that of a submodule. Where both
 * have one of the same id, they are the same.
 */
export async function readSourceBlobs(
  git: GitSource,
  { repository, submodules }: Pick<RenderSource, 'repository' | 'submodules'>,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>> {
  const own = new Set(ids);
  const read = new Map<string, Uint8Array>();
  for (const module of submodules?.modules ?? []) {
    const listed = await git.listTree(module.repository, module.commit, signal);
    if (!listed.ok) return listed;
    const held = idsIn(listed.value);
    const wanted = [...own].filter((id) => held.has(id));
    if (wanted.length === 0) continue;
    const blobs = await git.readBlobs(module.repository, wanted, signal);
    if (!blobs.ok) return blobs;
    for (const [id, content] of blobs.value) read.set(id, content);
    for (const id of wanted) own.delete(id);
  }
  if (own.size === 0 && read.size > 0) return succeed(read);
  const rest = await git.readBlobs(repository, [...own], signal);
  return rest.ok ? succeed(new Map([...rest.value, ...read])) : rest;
}

function idsIn(entries: readonly TreeEntry[]): ReadonlySet<string> {
  const known = idsOf.get(entries) ?? new Set(entries.map(({ id }) => id));
  idsOf.set(entries, known);
  return known;
}
