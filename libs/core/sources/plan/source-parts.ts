import type { SourceTreeEntry } from '../../manifests/source/tree-entries.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import type { SourcePart } from './render-plan.ts';
import type { SourceFile, SourceFiles } from './source-files.ts';

/**
 * The parts of the repositories that a renderer gets to see: the given directories and files, without those that lie in others.
 * Where a link leads from them to something else of the same repository, all of the repository is a part, because what is read is
 * not known any more. Fails with a sentence for a link out of the repository.
 */
export function findParts(wanted: readonly SourceFile[], files: SourceFiles): Result<SourcePart[], string> {
  const sources = [...new Set(wanted.map(({ source }) => source))].toSorted((a, b) => a - b);
  const parts: SourcePart[] = [];
  for (const source of sources) {
    const paths = outermost(wanted.filter((file) => file.source === source).map(({ path }) => path));
    const escapes = leavesParts(source, paths, files);
    if (!escapes.ok) return escapes;
    for (const path of escapes.value ? [''] : paths) {
      const end = files.tree(source).resolve(path);
      if (typeof end === 'string') return fail(`${path} leads to nothing in the repository`);
      parts.push({ source, path, id: end.id });
    }
  }
  return succeed(parts);
}

function outermost(paths: readonly string[]): string[] {
  const unique = [...new Set(paths)].toSorted();
  return unique.filter((path) => !unique.some((other) => other !== path && isBelow(path, other)));
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** Whether what the paths hold has links to elsewhere in the repository. */
function leavesParts(source: number, paths: readonly string[], files: SourceFiles): Result<boolean, string> {
  const tree = files.tree(source);
  let leaves = false;
  for (const path of paths) {
    const entry = tree.entry(path);
    const refused = tree.below(path).find(({ refusal }) => refusal !== undefined);
    if (refused !== undefined) return fail(`the submodule ${JSON.stringify(refused.path)} ${refused.refusal}`);
    // A path through a linked folder is no entry itself.
    if (entry === undefined) leaves = true;
    for (const link of linksIn(entry, entry?.type === 'tree' ? tree.below(path) : [])) {
      const end = tree.follow(link);
      if (end === 'outside')
        return fail(`the symbolic link ${JSON.stringify(link.path)} leads out of the repository: remove it`);
      if (typeof end === 'string') continue;
      leaves ||= !paths.some((part) => part === end.path || isBelow(end.path, part));
    }
  }
  return succeed(leaves);
}

function linksIn(entry: SourceTreeEntry | undefined, below: readonly SourceTreeEntry[]): SourceTreeEntry[] {
  const all = entry === undefined ? below : [entry, ...below];
  return all.filter(({ type }) => type === 'symlink');
}
