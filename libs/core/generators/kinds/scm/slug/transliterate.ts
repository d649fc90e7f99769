import { SPELLINGS } from './spellings.gen.ts';

/**
 * Spells a text in ASCII as Argo CD's library does (github.com/gosimple/unidecode), in lower case, with `-` for what is neither a
 * letter, a digit nor `_`. Characters without a spelling vanish, and so do all beyond the basic plane, such as emoji.
 */
export function transliterate(text: string): string {
  return text
    .replace(/[^\0-\x7f]/gu, spellingOf)
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '-');
}

function spellingOf(character: string): string {
  if (character.length > 1) return '';
  const code = character.charCodeAt(0);
  if (code >= HANGUL_FIRST && code <= HANGUL_LAST) return hangulSyllable(code - HANGUL_FIRST);
  return wordsOfPage(code >> 8)[code & 0xff] ?? '';
}

/** Syllables are in the order of their initial, vowel and final (Unicode, "Conjoining Jamo Behavior"). */
function hangulSyllable(index: number): string {
  const initial = Math.floor(index / (VOWELS.length * FINALS.length));
  const vowel = Math.floor(index / FINALS.length) % VOWELS.length;
  return `${INITIALS[initial]}${VOWELS[vowel]}${FINALS[index % FINALS.length]}`;
}

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const INITIALS = 'g gg n d dd r m b bb s ss  j jj c k t p h'.split(' ');
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u weo we wi yu eu yi i'.split(' ');
const FINALS = ' g gg gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j c k t p h'.split(' ');

/** Pages that were needed so far: a branch name touches one or two of them. */
const pages = new Map<number, readonly string[]>();

function wordsOfPage(page: number): readonly string[] {
  const known = pages.get(page);
  if (known) return known;
  const start = `\n${page.toString(16).padStart(2, '0')} `;
  const at = SPELLINGS.indexOf(start);
  const words = at < 0 ? [] : SPELLINGS.slice(at + start.length, SPELLINGS.indexOf('\n', at + 1)).split(' ');
  pages.set(page, words);
  return words;
}
