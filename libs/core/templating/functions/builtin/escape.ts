import { isPrintable } from '../../printf/quote.ts';
import { toBytes } from '../../values/text-bytes.ts';

const htmlEscapes: ReadonlyMap<string, string> = new Map([
  ['\0', '\ufffd'],
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

export function escapeHtml(text: string): string {
  return Array.from(text, (char) => htmlEscapes.get(char) ?? char).join('');
}

/** Escapes for a JavaScript string literal, safe inside HTML too. */
export function escapeJavaScript(text: string): string {
  return Array.from(text, (char) => {
    if (`'"\\`.includes(char)) return `\\${char}`;
    const code = char.codePointAt(0) ?? 0;
    const isSafe = !'<>&='.includes(char) && (code < 0x80 ? code >= 0x20 : isPrintable(char));
    return isSafe ? char : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  }).join('');
}

/** Percent-encodes bytes except letters, digits and those of `safe`. */
export function percentEncode(text: string, safe: string): string {
  return Array.from(toBytes(text), (byte) => {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9]/.test(char) || safe.includes(char)) return char;
    return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Go's url.QueryEscape: spaces become `+`. */
export function escapeQuery(text: string): string {
  return percentEncode(text, '-_.~ ').replaceAll(' ', '+');
}
