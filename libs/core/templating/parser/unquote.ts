import { rejoin } from '../values/text-bytes.ts';

const named: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** The text of a Go string literal, quoted or raw, or undefined when an escape is wrong. */
export function unquoteString(literal: string): string | undefined {
  if (literal.startsWith('`')) return literal.slice(1, -1).replaceAll('\r', '');
  const text = unescape(literal.slice(1, -1), '"');
  return text === undefined ? undefined : rejoin(text);
}

/** The code point of a Go character literal, or undefined unless it is exactly one character. */
export function unquoteCharacter(literal: string): number | undefined {
  const text = unescape(literal.slice(1, -1), "'");
  if (text === undefined || Array.from(text).length !== 1) return undefined;
  const code = text.codePointAt(0) ?? 0;
  return code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : code;
}

const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))|\\/gu;

function unescape(body: string, quote: string): string | undefined {
  let isValid = true;
  const text = body.replace(
    escape,
    (_, byte?: string, short?: string, long?: string, octal?: string, name?: string) => {
      const replaced = unescapeOne({ byte, code: short ?? long, octal, name }, quote);
      isValid &&= replaced !== undefined;
      return replaced ?? '';
    },
  );
  return isValid ? text : undefined;
}

interface EscapeParts {
  readonly byte: string | undefined;
  readonly code: string | undefined;
  readonly octal: string | undefined;
  readonly name: string | undefined;
}

function unescapeOne({ byte, code, octal, name }: EscapeParts, quote: string): string | undefined {
  if (byte !== undefined) return byteText(Number.parseInt(byte, 16));
  if (octal !== undefined) return byteText(Number.parseInt(octal, 8));
  if (code !== undefined) return codePointText(Number.parseInt(code, 16));
  return name === quote ? quote : named.get(name ?? '');
}

function byteText(byte: number): string | undefined {
  if (byte > 0xff) return undefined;
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}

function codePointText(code: number): string | undefined {
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}
