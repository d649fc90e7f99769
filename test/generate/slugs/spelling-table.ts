const PAGE = 256;
/** Syllables of Hangul follow from their parts: `transliterate.ts` computes them. */
const HANGUL = { first: 0xac00, last: 0xd7a3 };

/** The text of `spellings.gen.ts`: a line for each 256 characters that have spellings, as far as slugs can show them. */
export function spellingTable(spellings: Readonly<Record<string, string>>): string {
  const lines = [];
  for (let page = 0; page < PAGE; page += 1) {
    const words = Array.from({ length: PAGE }, (_, index) => wordOf(page * PAGE + index, spellings));
    const line = words.join(' ').trimEnd();
    if (line !== '') lines.push(`${page.toString(16).padStart(2, '0')} ${line}`);
  }
  return `${HEADER}\nexport const SPELLINGS = \`\n${lines.join('\n')}\n\`;\n`;
}

function wordOf(code: number, spellings: Readonly<Record<string, string>>): string {
  if (code < 0x80 || (code >= HANGUL.first && code <= HANGUL.last)) return '';
  const spelling = spellings[String.fromCharCode(code)] ?? '';
  return spelling.toLowerCase().replace(/[^a-z0-9_]+/g, '-');
}

const HEADER = `// Written by test/generate/slugs/main.ts; do not edit.
//
// Derived from the tables of github.com/gosimple/unidecode 1.0.1, Copyright 2014 Rainy Cape S.L., which is licensed under the
// Apache License, Version 2.0 (see LICENSE). Changed: spellings are in lower case, what a slug may not hold is "-", and ASCII
// and the syllables of Hangul are left out.

/**
 * How characters beyond ASCII are spelled. Each line holds the upper byte of 256 characters in hexadecimal, and their spellings in
 * order, each after one blank; a character without a spelling has an empty one.
 */`;
