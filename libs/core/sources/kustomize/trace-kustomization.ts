import { fail, type Result, succeed } from '../../model/result.ts';
import { explainSubmodule } from '../../submodules/explain-submodule.ts';
import { joinPath, resolveIn } from '../plan/relative-path.ts';
import type { SourceFile, SourceFiles } from '../plan/source-files.ts';
import { findForbidden, findForbiddenPlugin, pluginEntries } from './find-forbidden.ts';
import { type Kustomization, placeOf, readKustomization, textsOf } from './read-kustomization.ts';

/** More than any real tree of bases has; a larger one is a mistake or an attack. */
const mostDirectories = 500;

const baseFields = ['resources', 'bases', 'components', 'generators', 'transformers', 'validators'];

/**
 * Finds every directory that a kustomization is built from: its own, and through `resources`, `components` and the like those of
 * its bases, wherever they lie. Kustomize reads no file outside of these. `extra` are further components of the first one. Fails
 * with a sentence for what would reach outside of the repository.
 */
export function traceKustomization(
  root: SourceFile,
  extra: readonly string[],
  files: SourceFiles,
): Result<{ readonly directories: readonly string[]; readonly top: Kustomization }, string> {
  const top = readKustomization(root, files);
  if (!top.ok) return top;
  const directories = new Set<string>();
  const waiting = [root.path, ...basesOf(root, extra, files)];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (directories.has(path)) continue;
    directories.add(path);
    if (directories.size > mostDirectories)
      return fail(`${root.path} is built from more than ${mostDirectories} directories: split it`);
    const here = { source: root.source, path };
    const read = readKustomization(here, files);
    if (!read.ok) return read;
    const forbidden = findForbiddenIn(here, read.value, files);
    if (forbidden !== undefined) return fail(forbidden);
    const written = baseFields.flatMap((field) => textsOf(read.value.fields[field]).map(({ text }) => text));
    const unfetched = findUnfetched(here, written, files);
    if (unfetched !== undefined) return fail(unfetched);
    waiting.push(...basesOf(here, written, files));
  }
  return succeed({ directories: [...directories].toSorted(), top: top.value });
}

/** The directories among paths as written in a directory. Files lie in it, or Kustomize refuses them. */
function basesOf({ source, path }: SourceFile, written: readonly string[], files: SourceFiles): string[] {
  return written.flatMap((text) => {
    const base = text.includes('\n') ? undefined : resolveIn(path, text);
    return base !== undefined && files.typeOf({ source, path: base }) === 'directory' ? [base] : [];
  });
}

function findUnfetched(
  { source, path }: SourceFile,
  written: readonly string[],
  files: SourceFiles,
): string | undefined {
  for (const text of written) {
    const base = text.includes('\n') ? undefined : resolveIn(path, text);
    const module = base === undefined ? undefined : explainSubmodule(files.tree(source), base);
    if (module !== undefined) return `${path || '.'} is built from ${JSON.stringify(base)}, which ${module}`;
  }
  return undefined;
}

function findForbiddenIn(here: SourceFile, kustomization: Kustomization, files: SourceFiles): string | undefined {
  const exists = (written: string) => {
    const path = resolveIn(here.path, written);
    return path !== undefined && files.typeOf({ source: here.source, path }) !== undefined;
  };
  const forbidden = findForbidden(kustomization, exists);
  if (forbidden !== undefined) return forbidden;
  for (const { field, index, text } of pluginEntries(kustomization)) {
    const path = text.includes('\n') ? undefined : resolveIn(here.path, text);
    const isFile = path !== undefined && files.typeOf({ source: here.source, path }) === 'file';
    const found = isFile
      ? findForbiddenPlugin(path, files.text({ source: here.source, path }) ?? '')
      : findForbiddenPlugin(joinPath(here.path, field), text, () => placeOf(kustomization, field, index));
    if (found !== undefined) return found;
  }
  return undefined;
}
