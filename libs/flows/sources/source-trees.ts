import { entriesOfType } from '#core/manifests/source/packed-tree.ts';
import type { TreeEntries } from '#core/manifests/source/tree-entries.ts';
import { SourceTree } from '#core/manifests/source/source-tree.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { type GraftedTree, graftTree } from '#core/submodules/graft-tree.ts';
import type { GitFailure, GitSource } from '../ports/sources/git-source.port.ts';
import type { RenderSource, Submodules } from '../ports/sources/renderer.port.ts';
import { readSourceBlobs } from './source-blobs.ts';

/** A link target is a path; the kernel allows no longer one. Unit: bytes. */
const longestLinkBytes = 4_096;

/** Of a source with all of its submodules: as much as one repository may hold. */
const mostEntries = 200_000;

const noBlobs = succeed(new Map<string, Uint8Array>());

/** A tree is asked for by every Application that follows it; GitSource answers the same object each time. */
const known = new WeakMap<TreeEntries, { readonly submodules: string; readonly tree: SourceTree }>();

/** The tree of a source's commit with its submodules and the text of its links. */
export async function readSourceTree(
  git: GitSource,
  source: Pick<RenderSource, 'repository' | 'commit' | 'submodules'>,
  signal?: AbortSignal,
): Promise<Result<SourceTree, GitFailure>> {
  const listed = await git.listTree(source.repository, source.commit, signal);
  if (!listed.ok) return listed;
  const submodules = identityOf(source.submodules);
  const before = known.get(listed.value);
  if (before?.submodules === submodules) return succeed(before.tree);
  const entries = source.submodules && (await graftAll(listed.value, source.submodules, git, signal));
  if (entries?.ok === false) return entries;
  const whole = entries?.value ?? listed.value;
  const links = entriesOfType(whole, 'symlink').filter(({ size }) => size <= longestLinkBytes);
  const ids = links.map(({ id }) => id);
  // Without links, as most are, nothing is waited for here: of all who ask at once, the first makes the tree for the others.
  const targets = ids.length === 0 ? noBlobs : await readSourceBlobs(git, source, ids, signal);
  if (!targets.ok) return targets;
  const tree = new SourceTree(whole, textsOf(targets.value));
  known.set(listed.value, { submodules, tree });
  return succeed(tree);
}

/** The texts of blobs by their ids; bytes that are no UTF-8 are replaced. */
export function textsOf(blobs: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, string> {
  const decoder = new TextDecoder();
  return new Map([...blobs].map(([id, content]) => [id, decoder.decode(content)]));
}

/** Text that is equal for submodules with equal content. */
function identityOf(submodules: Submodules | undefined): string {
  if (submodules === undefined) return '';
  return JSON.stringify([submodules.modules.map(({ path, commit }) => [path, commit]), [...submodules.refusals]]);
}

async function graftAll(
  entries: TreeEntries,
  { modules, refusals }: Submodules,
  git: GitSource,
  signal?: AbortSignal,
): Promise<Result<TreeEntries, GitFailure>> {
  const grafted: GraftedTree[] = [];
  let count = entries.length;
  for (const { path, repository, commit } of modules) {
    const listed = await git.listTree(repository, commit, signal);
    if (!listed.ok) return listed;
    count += listed.value.length;
    if (count > mostEntries)
      return fail({
        kind: 'refused',
        message: `with its submodules it has more than ${mostEntries} files and folders`,
      });
    grafted.push({ path, entries: listed.value });
  }
  return succeed(graftTree(entries, grafted, refusals));
}
