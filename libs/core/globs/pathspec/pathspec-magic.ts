import { type Result, fail, succeed } from '#core/model/result.ts';

/** A pathspec taken apart: the signs before the pattern, and the pattern. */
export interface PathspecParts {
  readonly pattern: string;
  readonly isLiteral: boolean;
  /** `glob`: wildcards stop at slashes. */
  readonly stopsAtSlash: boolean;
  readonly ignoresCase: boolean;
  readonly isExcluding: boolean;
}

/** Takes the magic off a pathspec: `:(glob,icase)x`, `:!x`, `:/x`. Fails for magic git does not know, and for `attr`. */
export function readPathspecMagic(pathspec: string): Result<PathspecParts, string> {
  if (!pathspec.startsWith(':')) return partsOf(pathspec, []);
  if (!pathspec.startsWith(':(')) return readShortMagic(pathspec);
  const end = pathspec.indexOf(')');
  if (end < 0) return fail(`${JSON.stringify(pathspec)} lacks the ) that ends its magic`);
  const words = pathspec.slice(2, end).split(',');
  return partsOf(
    pathspec.slice(end + 1),
    words.filter((word) => word !== ''),
  );
}

const knownWords = ['top', 'literal', 'glob', 'icase', 'exclude'];

function partsOf(pattern: string, words: readonly string[]): Result<PathspecParts, string> {
  const unknown = words.find((word) => !knownWords.includes(word));
  if (unknown !== undefined) return fail(`${JSON.stringify(unknown)} is no magic of pathspecs that is read here`);
  if (words.includes('literal') && words.includes('glob')) return fail('the magic literal and glob exclude each other');
  return succeed({
    pattern,
    isLiteral: words.includes('literal'),
    stopsAtSlash: words.includes('glob'),
    ignoresCase: words.includes('icase'),
    isExcluding: words.includes('exclude'),
  });
}

/** Signs until the first character that can start a path; a second colon ends them too. */
function readShortMagic(pathspec: string): Result<PathspecParts, string> {
  const words: string[] = [];
  let at = 1;
  for (; at < pathspec.length && pathspec[at] !== ':'; at += 1) {
    const sign = pathspec[at] ?? '';
    if (sign === '!' || sign === '^') words.push('exclude');
    else if (sign === '/') words.push('top');
    else if (/["#%&',\-;<=>@_`~]/.test(sign)) return fail(`${JSON.stringify(sign)} is no sign of pathspecs`);
    else break;
  }
  return partsOf(pathspec.slice(pathspec[at] === ':' ? at + 1 : at), words);
}
