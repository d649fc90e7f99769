import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import type { RepositoryTree, TreeFile } from '#core/offline/answers/repository-tree.ts';
import { CliFailure } from '../cli-failure.ts';
import { whyUnreadable } from './read-text-file.ts';

/** Generators read small files; a larger one is a mistake. Unit: bytes. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Links that lead to links; more than this is a circle. */
const MAX_LINKS = 16;

/** The folder as it is now, all files that are there, `.git` left out. Files are read when a generator asks for them. */
export function readRepository(folder: string): RepositoryTree {
  const { root, entries } = listFolder(folder);
  const paths = entries.map((entry) => ({
    path: relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'),
    isDirectory: entry.isDirectory(),
  }));
  const own = paths.filter(({ path }) => path !== '.git' && !path.startsWith('.git/'));
  const files = own.filter(({ isDirectory }) => !isDirectory).map(({ path }) => path);
  const known = new Set(files);
  return {
    directories: own.filter(({ isDirectory }) => isDirectory).map(({ path }) => path),
    files,
    read: (path) => readTreeFile(root, known, path, MAX_LINKS),
  };
}

function listFolder(folder: string) {
  try {
    const root = realpathSync(folder);
    return { root, entries: readdirSync(root, { recursive: true, withFileTypes: true }) };
  } catch (error) {
    throw new CliFailure(`cannot read the repository in ${folder}: ${whyUnreadable(error)}`);
  }
}

function readTreeFile(root: string, known: ReadonlySet<string>, path: string, linksLeft: number): TreeFile {
  try {
    const real = realpathSync(join(root, path));
    if (real !== root && !real.startsWith(root + sep)) return { kind: 'outside' };
    const { size } = statSync(real);
    if (size > MAX_FILE_BYTES) return { kind: 'unreadable', message: `${path} is larger than ${MAX_FILE_BYTES} bytes` };
    const text = readFileSync(real, 'utf8');
    const target = linkTarget(path, text, known);
    if (target === undefined) return { kind: 'text', text };
    if (target === 'outside') return { kind: 'outside' };
    if (linksLeft === 0) return { kind: 'unreadable', message: `the links of ${path} lead in a circle` };
    return readTreeFile(root, known, target, linksLeft - 1);
  } catch (error) {
    return { kind: 'unreadable', message: `cannot read ${path}: ${whyUnreadable(error)}` };
  }
}

/**
 * Where links cannot be made (Windows, `core.symlinks=false`), git checks one out as a small file that holds the target and no
 * line break. Such a text is no parameter file, so nothing else is mistaken for one.
 */
function linkTarget(path: string, text: string, known: ReadonlySet<string>): string | undefined {
  if (text.length > 1024 || !/^[\w.@+-]+(\/[\w.@+-]+)*$/.test(text)) return undefined;
  const target = posix.normalize(posix.join(posix.dirname(path), text));
  if (target.startsWith('../')) return 'outside';
  return target !== path && known.has(target) ? target : undefined;
}
