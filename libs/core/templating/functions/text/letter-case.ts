/*
 * Upper and lower case as Go's unicode package does it: character by character, and only where one character maps to one.
 */

export function upperCharacter(char: string): string {
  const upper = char.toUpperCase();
  return Array.from(upper).length === 1 ? upper : char;
}

export function lowerCharacter(char: string): string {
  if (char === 'İ') return 'i';
  const lower = char.toLowerCase();
  return Array.from(lower).length === 1 ? lower : char;
}

/** Title case differs from upper case only for the digraphs ǆ, ǉ, ǌ and ǳ. */
function titleCharacter(char: string): string {
  const digraph = [...digraphs].find((group) => group.includes(char));
  return digraph === undefined ? upperCharacter(char) : (Array.from(digraph)[1] ?? char);
}

const digraphs = new Set(['ǄǅǆǄ', 'ǇǈǉǇ', 'ǊǋǌǊ', 'ǱǲǳǱ']);

export function upperText(text: string): string {
  return Array.from(text, upperCharacter).join('');
}

export function lowerText(text: string): string {
  return Array.from(text, lowerCharacter).join('');
}

const space = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** Go's unicode.IsSpace. */
export function isSpace(char: string): boolean {
  return space.test(char);
}

/** Go's strings.Title: the first letter of each word. Letters, digits and `_` make words; other ASCII ends them. */
export function titleText(text: string): string {
  let before = ' ';
  return Array.from(text, (char) => {
    const shown = endsWord(before) ? titleCharacter(char) : char;
    before = char;
    return shown;
  }).join('');
}

function endsWord(char: string): boolean {
  if (/^[\p{L}\p{Nd}_]$/u.test(char)) return false;
  return (char.codePointAt(0) ?? 0) < 0x80 || isSpace(char);
}

/** Lowers the first character of each word; words are what spaces separate. */
export function untitleText(text: string): string {
  return mapWordStarts(text, lowerCharacter);
}

function mapWordStarts(text: string, change: (char: string) => string): string {
  let isStart = true;
  return Array.from(text, (char) => {
    const shown = isStart && !isSpace(char) ? change(char) : char;
    isStart = isSpace(char);
    return shown;
  }).join('');
}

/** Swaps upper and lower case; a lower-case letter behind a space becomes title case. */
export function swapCase(text: string): string {
  let isAfterSpace = true;
  return Array.from(text, (char) => {
    const isCased = /^[\p{Lu}\p{Lt}\p{Ll}]$/u.test(char);
    const change = /^\p{Ll}$/u.test(char) ? (isAfterSpace ? titleCharacter : upperCharacter) : lowerCharacter;
    isAfterSpace = !isCased && isSpace(char);
    return isCased ? change(char) : char;
  }).join('');
}
