import { type Result, fail, succeed } from '#core/model/result.ts';
import { compileDoublestar } from './doublestar/doublestar.ts';
import { compilePathspec } from './pathspec/pathspec.ts';

/** How patterns for files are read: `pathspec` is Argo CD's default, `doublestar` its newer globbing. */
export type FileGlobbing = 'pathspec' | 'doublestar';

interface Pattern {
  readonly path: string;
  readonly exclude?: boolean | undefined;
}

/**
 * The files that some pattern names and no `exclude` pattern does, sorted, each once. Fails for a malformed pattern.
 * Rule: files of Argo CD's git generator.
 */
export function chooseFiles(
  files: readonly string[],
  patterns: readonly Pattern[],
  globbing: FileGlobbing,
): Result<string[], string> {
  const includes: ((path: string) => boolean)[] = [];
  const excludes: ((path: string) => boolean)[] = [];
  for (const { path, exclude = false } of patterns) {
    const compiled = compileFilePattern(path, globbing);
    if (!compiled.ok) return fail(compiled.failure);
    (exclude ? excludes : includes).push(compiled.value);
  }
  const isChosen = (path: string) =>
    includes.some((matches) => matches(path)) && !excludes.some((matches) => matches(path));
  return succeed(files.filter(isChosen).toSorted());
}

export function compileFilePattern(pattern: string, globbing: FileGlobbing): Result<(path: string) => boolean, string> {
  return globbing === 'pathspec' ? compilePathspec(pattern) : compileDoublestar(cleanPath(pattern));
}

/** As Go cleans a path before walking it: no `.`, no `..` that has something to go up from, no doubled slashes. */
function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}`;
}
