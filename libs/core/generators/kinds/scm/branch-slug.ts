/** Longest slug of a branch, as in Argo CD. Unit: characters. */
const longestSlug = 50;

/**
 * A branch name as part of a DNS name: Latin letters without their marks, in lower case, everything else as `-`, cut between
 * words at 50 characters. `&` and `@` become words. Letters of other scripts become `-`: Argo CD would spell some of them out.
 */
export function branchSlug(branch: string): string {
  const spelt = Array.from(branch, (letter) => spellings.get(letter) ?? letter).join('');
  const plain = spelt.normalize('NFKD').replace(/\p{M}+/gu, '');
  const slug = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug.length <= longestSlug) return slug;
  const dash = slug.lastIndexOf('-', longestSlug);
  return slug.slice(0, dash > 0 ? dash : longestSlug);
}

/** What is not a letter with marks; quotes vanish. */
const spellings = new Map([
  ['&', 'and'],
  ['@', 'at'],
  ['"', ''],
  ["'", ''],
  ['’', ''],
  ['ß', 'ss'],
  ['Æ', 'AE'],
  ['æ', 'ae'],
  ['Œ', 'OE'],
  ['œ', 'oe'],
  ['Ø', 'O'],
  ['ø', 'o'],
  ['Ł', 'L'],
  ['ł', 'l'],
  ['Đ', 'D'],
  ['đ', 'd'],
  ['Ð', 'D'],
  ['ð', 'd'],
  ['Þ', 'Th'],
  ['þ', 'th'],
  ['ı', 'i'],
]);
