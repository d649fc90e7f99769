import type { Fact } from '#core/generators/facts.ts';
import type { GitFile, GitFilesRequest } from '#core/generators/facts/git-facts.ts';
import { chooseFiles, type FileGlobbing } from '#core/globs/choose-files.ts';
import { followLinks } from '#core/globs/follow-links.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { endSentence } from '#core/status/end-sentence.ts';
import type { GitSource, RepositoryAddress, TreeEntry } from '../../ports/sources/git-source.port.ts';

export interface GitTree {
  readonly address: RepositoryAddress;
  readonly entries: readonly TreeEntry[];
}

/** Parameters are text: larger files are not read for them. Unit: bytes. */
const LARGEST_FILE_BYTES = 1_000_000;

/**
 * The files of a tree that the patterns choose. Links are followed inside of the tree; one that leaves it is left out by
 * `doublestar`, as in Argo CD, and an error with `pathspec`, where Argo CD would read whatever it leads to.
 */
export async function readGitFiles(
  { repoURL, patterns }: GitFilesRequest,
  tree: GitTree,
  globbing: FileGlobbing,
  git: GitSource,
  signal: AbortSignal,
): Promise<Fact<readonly GitFile[]>> {
  const paths = tree.entries.flatMap(({ type, path }) => (type === 'blob' || type === 'symlink' ? [path] : []));
  const chosen = chooseFiles(paths, patterns, globbing);
  if (!chosen.ok) return incomplete(chosen.failure);
  const targets = await readLinks(chosen.value, tree, git, signal);
  if (!targets.ok) return incomplete(targets.failure);
  const files = findFiles(chosen.value, { ...tree, repoURL, globbing, targets: targets.value });
  if (!files.ok) return incomplete(files.failure);
  const ids = files.value.map(({ entry }) => entry.id);
  const read = await git.readBlobs(tree.address, ids, signal);
  if (!read.ok) return incomplete(read.failure.message);
  return { complete: true, value: files.value.map(({ path, entry }) => toFile(path, read.value.get(entry.id))) };
}

/** What the links of the tree say, by path; read only when one of the chosen paths is a link. */
async function readLinks(
  chosen: readonly string[],
  { address, entries }: GitTree,
  git: GitSource,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, string>, string>> {
  const links = entries.filter(({ type }) => type === 'symlink');
  const paths = new Set(links.map(({ path }) => path));
  if (!chosen.some((path) => paths.has(path))) return succeed(new Map());
  const ids = links.map(({ id }) => id);
  const read = await git.readBlobs(address, ids, signal);
  if (!read.ok) return fail(read.failure.message);
  return succeed(new Map(links.map(({ path, id }) => [path, toText(read.value.get(id))])));
}

interface LinkedTree extends GitTree {
  readonly repoURL: string;
  readonly globbing: FileGlobbing;
  readonly targets: ReadonlyMap<string, string>;
}

interface FoundFile {
  /** As chosen: parameters name the link, not what it leads to. */
  readonly path: string;
  readonly entry: TreeEntry;
}

function findFiles(chosen: readonly string[], tree: LinkedTree): Result<FoundFile[], string> {
  const { repoURL, globbing, targets } = tree;
  const blobs = new Map(tree.entries.flatMap((entry) => (entry.type === 'blob' ? [[entry.path, entry]] : [])));
  const found: FoundFile[] = [];
  for (const path of chosen) {
    const end = followLinks(path, targets);
    if (end.kind === 'outside' && globbing === 'doublestar') continue;
    if (end.kind === 'outside') return fail(`${path} is a link that leaves ${repoURL}; exclude it.`);
    const entry = end.kind === 'path' ? blobs.get(end.path) : undefined;
    if (entry === undefined) return fail(`${path} of ${repoURL} is a link that leads to no file; exclude it.`);
    if (entry.size > LARGEST_FILE_BYTES)
      return fail(`${path} of ${repoURL} is larger than ${LARGEST_FILE_BYTES} bytes; exclude it.`);
    found.push({ path, entry });
  }
  return succeed(found);
}

function toFile(path: string, bytes: Uint8Array | undefined): GitFile {
  return { path, text: toText(bytes) };
}

function toText(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

function incomplete(message: string): { readonly complete: false; readonly message: string } {
  return { complete: false, message: endSentence(message) };
}
