import { type Result, fail, succeed } from '#core/model/result.ts';
import { toBytes } from '#core/templating/values/text-bytes.ts';
import { type PathspecParts, readPathspecMagic } from './pathspec-magic.ts';
import { compileWildmatch, lowerAscii } from './wildmatch.ts';

/**
 * Which tracked files `git ls-files -- PATHSPEC` lists at the root of a repository: the file itself, everything below a
 * directory, and what a pattern matches, whose wildcards cross slashes. Argo CD finds files with it unless told otherwise.
 * Fails where git does: unknown magic, an empty pathspec, a path outside the repository.
 */
export function compilePathspec(pathspec: string): Result<(path: string) => boolean, string> {
  if (pathspec === '') return fail('an empty text is no pathspec; write . for everything');
  const parts = readPathspecMagic(pathspec);
  if (!parts.ok) return parts;
  const pattern = normalizePath(parts.value.pattern);
  if (pattern === undefined) return fail(`${JSON.stringify(pathspec)} is outside the repository`);
  const matches = compileParts({ ...parts.value, pattern: asByteText(pattern) });
  return succeed(parts.value.isExcluding ? (path) => !matches(asByteText(path)) : (path) => matches(asByteText(path)));
}

/** git compares bytes: one character for each of them. */
function asByteText(text: string): string {
  return Array.from(toBytes(text), (byte) => String.fromCharCode(byte)).join('');
}

function compileParts({ pattern, isLiteral, stopsAtSlash, ignoresCase }: PathspecParts): (path: string) => boolean {
  if (pattern === '') return () => true;
  const fold = (text: string) => (ignoresCase ? lowerAscii(text) : text);
  const folded = fold(pattern);
  const isNamed = (path: string) => isAtOrBelow(fold(path), folded);
  const wildcard = isLiteral ? -1 : pattern.search(/[*?[\\]/);
  if (wildcard < 0) return isNamed;
  const start = folded.slice(0, wildcard);
  const matches = compileWildmatch(pattern.slice(wildcard), { stopsAtSlash, ignoresCase });
  return (path) => isNamed(path) || (fold(path).startsWith(start) && matches(path.slice(wildcard)));
}

function isAtOrBelow(path: string, place: string): boolean {
  if (!path.startsWith(place)) return false;
  return path.length === place.length || place.endsWith('/') || path[place.length] === '/';
}

/** Without `.`, `..` and doubled slashes; a slash at the end stays. Undefined for a path outside. */
function normalizePath(path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && kept.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') kept.push(part);
  }
  return kept.length > 0 && path.endsWith('/') ? `${kept.join('/')}/` : kept.join('/');
}
