/*
 * Go strings are bytes, ours are UTF-16. A byte that is not part of valid UTF-8 is kept as the lone surrogate
 * U+DC00 + byte, so that cutting through a character and measuring or encoding the pieces gives Go's answers.
 */
const strayBase = 0xdc00;

/** True for text that certainly has one byte per UTF-16 unit. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** The bytes of a text: UTF-8, with stray bytes as they were. */
export function toBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) pushCharacter(bytes, char.codePointAt(0) ?? 0);
  return Uint8Array.from(bytes);
}

function pushCharacter(bytes: number[], code: number): void {
  if (code < 0x80) bytes.push(code);
  else if (code >= strayBase + 0x80 && code <= strayBase + 0xff) bytes.push(code - strayBase);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
  else if (code >= 0xd800 && code <= 0xdfff) bytes.push(0xef, 0xbf, 0xbd);
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  else {
    bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
}

/** The text of bytes; bytes that are not valid UTF-8 are kept as stray bytes. */
export function fromBytes(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = characterSize(bytes, at);
    parts.push(size === 0 ? String.fromCharCode(strayBase + (bytes[at] ?? 0)) : decodeCharacter(bytes, at, size));
    at += Math.max(size, 1);
  }
  return parts.join('');
}

/** Length in bytes of the valid character at `at`, or 0. Excludes overlong forms, surrogates and codes above U+10FFFF. */
function characterSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > bytes.length) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let next = at + 2; next < at + size; next += 1) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return size;
}

function decodeCharacter(bytes: Uint8Array, at: number, size: number): string {
  const first = bytes[at] ?? 0;
  if (size === 1) return String.fromCharCode(first);
  let code = first & (0xff >> (size + 1));
  for (let next = at + 1; next < at + size; next += 1) code = (code << 6) | ((bytes[next] ?? 0) & 0x3f);
  return String.fromCodePoint(code);
}

/** Length as Go's `len` counts it. Unit: bytes. */
export function byteLength(text: string): number {
  return isAscii(text) ? text.length : toBytes(text).length;
}

/** Cuts by byte offsets, as Go slices strings. */
export function sliceBytes(text: string, start: number, end?: number): string {
  return isAscii(text) ? text.slice(start, end) : fromBytes(toBytes(text).slice(start, end));
}

/** The characters of a text as Go ranges over a string: each stray byte is U+FFFD. */
export function charactersOf(text: string): string[] {
  const whole = rejoin(text);
  return Array.from(whole, (char) => (isStray(char) ? '\ufffd' : char));
}

/** Joins stray bytes that stand next to each other and form a character again. */
export function rejoin(text: string): string {
  return isWellFormed(text) ? text : fromBytes(toBytes(text));
}

/** The text as it leaves a render: valid Unicode, what is left of stray bytes becomes U+FFFD. */
export function toOutputText(text: string): string {
  return isWellFormed(text) ? text : rejoin(text).toWellFormed();
}

function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

function isStray(char: string): boolean {
  const code = char.charCodeAt(0);
  return char.length === 1 && code >= 0xd800 && code <= 0xdfff;
}

/** Runs a function on the bytes of a text, given as one character a byte. Its answer is bytes again. */
export function mapBytes(text: string, change: (bytes: string) => string): string {
  if (isAscii(text)) return change(text);
  return fromByteText(change(toByteText(text)));
}

/** One character (U+0000 to U+00FF) for each byte. */
export function toByteText(text: string): string {
  return Array.from(toBytes(text), (byte) => String.fromCharCode(byte)).join('');
}

export function fromByteText(bytes: string): string {
  return fromBytes(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}
