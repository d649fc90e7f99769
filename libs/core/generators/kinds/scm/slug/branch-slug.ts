import { transliterate } from './transliterate.ts';

/** Longest slug of a branch, as in Argo CD. Unit: characters. */
const LONGEST_SLUG = 50;

/**
 * A branch name as part of a DNS name: spelled in ASCII and lower case, everything else as one `-`, cut between words at 50
 * characters. The same answer as Argo CD's, which is that of github.com/gosimple/slug for English with `_` turned into `-`.
 */
export function branchSlug(branch: string): string {
  const spelt = branch.replace(/[_&@"'’‒–—―]/g, (character) => WORDS[character] ?? '');
  const slug = trimDashes(transliterate(spelt).replace(/-+/g, '-'));
  if (slug.length <= LONGEST_SLUG) return slug;
  const dash = slug.lastIndexOf('-', LONGEST_SLUG);
  return slug.slice(0, dash < 0 ? LONGEST_SLUG : dash);
}

/** Not by a regular expression: that one would take time quadratic in a row of dashes inside. */
function trimDashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isDash(text[start])) start += 1;
  while (end > start && isDash(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isDash(character: string | undefined): boolean {
  return character === '-' || character === '_';
}

/** Characters that become something else than their spelling; quotes vanish. */
const WORDS: Readonly<Record<string, string>> = {
  '&': 'and',
  '@': 'at',
  _: '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
};
