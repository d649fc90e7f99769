import { holdsAsciiControl } from '#core/model/text/control-characters.ts';
import { toBytes } from '../values/text-bytes.ts';

const named: ReadonlyMap<string, string> = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
]);

/** Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrintable(char: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char);
}

/** A Go string literal of the text (strconv.Quote, or QuoteToASCII). */
export function quoteText(text: string, asciiOnly = false): string {
  return `"${Array.from(text, (char) => escapeCharacter(char, '"', asciiOnly)).join('')}"`;
}

/** A Go character literal of one character. */
export function quoteCharacter(char: string, asciiOnly = false): string {
  return `'${escapeCharacter(char, "'", asciiOnly)}'`;
}

/** Can the text stand between backquotes? A tab can, a byte that is no UTF-8 (a lone surrogate) cannot. */
export function canBackquote(text: string): boolean {
  return !holdsAsciiControl(text.replaceAll('\t', '')) && !/[`\ufeff\ud800-\udfff]/u.test(text);
}

function escapeCharacter(char: string, quote: string, asciiOnly: boolean): string {
  if (char === quote) return `\\${char}`;
  const name = named.get(char);
  if (name !== undefined) return name;
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return toBytes(char).length === 1 ? hex('x', code - 0xdc00, 2) : '\ufffd';
  if (code < 0x80 ? isPrintable(char) : !asciiOnly && isPrintable(char)) return char;
  if (code < 0x80) return hex('x', code, 2);
  return code < 0x10000 ? hex('u', code, 4) : hex('U', code, 8);
}

function hex(letter: string, code: number, digits: number): string {
  return `\\${letter}${code.toString(16).padStart(digits, '0')}`;
}
