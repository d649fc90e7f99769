import { compileArgoGlob } from '#core/globs/argo-glob.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import { cleanSourcePath } from './source/source-path.ts';
import type { LinkEnd, SourceTree } from './source/source-tree.ts';
import type { SourceTreeEntry } from './source/tree-entries.ts';

/** A file to read. `path` is where the source has it, `id` the blob that is read: of the target where a link stands. */
export interface SelectedFile {
  readonly path: string;
  readonly id: string;
  readonly size: number;
}

export interface SelectedSource {
  /** Sorted by path. May be empty: a directory without manifests is a fact, not a mistake of ours. */
  readonly files: readonly SelectedFile[];
  /** The source's path, cleaned. */
  readonly path: string;
  /** Id of the tree that everything read lies in: the source's own, or the root's when there are links. */
  readonly treeId: string;
}

/** Bytes and count of what one source may hold. */
export const sourceLimits = { fileBytes: 10_000_000, totalBytes: 100_000_000, files: 20_000 } as const;

/**
 * Chooses the files of a directory source as Argo CD does: `.yaml`, `.yml` and `.json` directly in the path, or at any depth
 * with `recurse`; `exclude` beats `include`, both globs over the path relative to the source (`*` crosses slashes, `{a,b}`
 * gives alternatives). Links to files inside the repository are followed, links to directories are not entered. Fails with
 * a sentence for whatever this version cannot render faithfully.
 */
export function selectFiles(tree: SourceTree, source: ApplicationSource): Result<SelectedSource, string> {
  const path = cleanSourcePath(source.path);
  if (!path.ok) return path;
  const directory = findDirectory(tree, path.value);
  if (!directory.ok) return directory;
  const chosen = compileChoice(source.directory ?? {});
  if (!chosen.ok) return chosen;
  return collectFiles(tree, directory.value, source.directory?.recurse === true, chosen.value);
}

function findDirectory(tree: SourceTree, path: string): Result<SourceTreeEntry, string> {
  const entry = tree.entry(path);
  const shown = JSON.stringify(path === '' ? '.' : path);
  if (entry === undefined) return fail(`source.path ${shown} does not exist in this commit`);
  if (entry.type === 'symlink') return fail(`source.path ${shown} is a symbolic link: name the directory it leads to`);
  if (entry.type === 'blob') return fail(`source.path ${shown} is a file: name its directory`);
  return succeed(entry);
}

type Choice = (relativePath: string) => boolean;

function compileChoice({
  include,
  exclude,
}: {
  include?: string | undefined;
  exclude?: string | undefined;
}): Result<Choice, string> {
  const included = compileArgoGlob(include || '*');
  if (!included.ok) return fail(`source.directory.include is a ${included.failure}`);
  const excluded = compileArgoGlob(exclude ?? '');
  if (!excluded.ok) return fail(`source.directory.exclude is a ${excluded.failure}`);
  return succeed((relativePath) => !(exclude && excluded.value(relativePath)) && included.value(relativePath));
}

function collectFiles(
  tree: SourceTree,
  directory: SourceTreeEntry,
  recurse: boolean,
  isChosen: Choice,
): Result<SelectedSource, string> {
  const files: SelectedFile[] = [];
  let treeId = directory.id;
  const start = directory.path === '' ? 0 : directory.path.length + 1;
  for (const entry of tree.below(directory.path)) {
    const relativePath = entry.path.slice(start);
    if (!recurse && (relativePath.includes('/') || entry.type === 'submodule')) continue;
    if (entry.type === 'symlink') treeId = tree.entry('')?.id ?? treeId;
    const found = findFile(tree, entry, isChosen(relativePath));
    if (!found.ok) return found;
    if (found.value !== undefined) files.push({ path: entry.path, id: found.value.id, size: found.value.size });
  }
  const flaw = findExcess(files);
  return flaw === undefined ? succeed({ files, path: directory.path, treeId }) : fail(flaw);
}

/** The blob to read for an entry; undefined for one that is no manifest of this source. */
function findFile(
  tree: SourceTree,
  entry: SourceTreeEntry,
  isChosen: boolean,
): Result<SourceTreeEntry | undefined, string> {
  if (entry.type === 'tree') return succeed(undefined);
  const shown = JSON.stringify(entry.path);
  if (/(?:^|\/)\.git(?:\/|$)/i.test(entry.path)) return fail(`${shown} lies in a folder that only git itself may have`);
  if (entry.type === 'submodule' && isChosen && entry.refusal !== undefined)
    return fail(`the submodule ${shown} ${entry.refusal}`);
  if (entry.type === 'submodule') return succeed(undefined);
  const end: LinkEnd = entry.type === 'symlink' ? tree.follow(entry) : entry;
  if (end === 'outside') return fail(`the symbolic link ${shown} leads out of the repository: remove it`);
  if (!isChosen || !/\.(?:ya?ml|json|jsonnet)$/.test(entry.path)) return succeed(undefined);
  if (entry.path.endsWith('.jsonnet'))
    return fail(`${shown} is Jsonnet, which this version does not render: exclude it`);
  if (end === 'missing') return fail(`the symbolic link ${shown} leads to nothing`);
  if (end === 'loop') return fail(`the symbolic link ${shown} leads back to itself`);
  return succeed(end.type === 'blob' ? end : undefined);
}

function findExcess(files: readonly SelectedFile[]): string | undefined {
  const large = files.filter(({ size }) => size > sourceLimits.fileBytes).map(({ path }) => path);
  if (large.length > 0)
    return `larger than ${sourceLimits.fileBytes} bytes: ${listBriefly(large, ', ')}: split or exclude`;
  if (files.length > sourceLimits.files)
    return `the source has more than ${sourceLimits.files} files: split it over Applications`;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return total > sourceLimits.totalBytes
    ? `the files of the source exceed ${sourceLimits.totalBytes} bytes together: split it over Applications`
    : undefined;
}
