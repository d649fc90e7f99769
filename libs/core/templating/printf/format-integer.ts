import type { GoInt } from '../values/go-numbers.ts';
import { type FormatFlags, pad, padSpaces } from './format-flags.ts';
import { isPrintable, quoteCharacter } from './quote.ts';

const bases: ReadonlyMap<string, number> = new Map([
  ['v', 10],
  ['d', 10],
  ['b', 2],
  ['o', 8],
  ['O', 8],
  ['x', 16],
  ['X', 16],
]);

/** An integer under a verb, or undefined when the verb is not for integers. */
export function formatInteger({ value, kind }: GoInt, verb: string, flags: FormatFlags): string | undefined {
  const base = bases.get(verb);
  if (base !== undefined) {
    const isHexByte = verb === 'v' && flags.goSyntax === true && kind.startsWith('uint');
    return isHexByte ? `0x${value.toString(16)}` : formatInBase(value, base, verb, flags);
  }
  if (verb === 'c') return pad(characterOf(value), flags);
  if (verb === 'q') return pad(quoteCharacter(characterOf(value), flags.plus ?? false), flags);
  return verb === 'U' ? formatUnicode(BigInt.asUintN(64, value), flags) : undefined;
}

function formatInBase(value: bigint, base: number, verb: string, flags: FormatFlags): string {
  const { precision, width = 0, zero, minus, plus, space } = flags;
  if (precision === 0 && value === 0n) return ' '.repeat(width);
  const isNegative = value < 0n;
  const sign = isNegative ? '-' : plus ? '+' : space ? ' ' : '';
  const zeroWidth = zero && !minus ? width - sign.length : 0;
  const digits = (isNegative ? -value : value).toString(base).padStart(precision ?? zeroWidth, '0');
  const prefixed = prefixOf(base, verb, digits, flags.sharp ?? false) + digits;
  return padSpaces(sign + (verb === 'X' ? prefixed.toUpperCase() : prefixed), flags);
}

function prefixOf(base: number, verb: string, digits: string, isSharp: boolean): string {
  if (verb === 'O') return isSharp && !digits.startsWith('0') ? '0o0' : '0o';
  if (!isSharp) return '';
  if (base === 8) return digits.startsWith('0') ? '' : '0';
  return { 2: '0b', 16: '0x' }[base] ?? '';
}

/** The character of a code point; what is none becomes U+FFFD. */
function characterOf(value: bigint): string {
  const isValid = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value <= 0xdfffn);
  return isValid ? String.fromCodePoint(Number(value)) : '\ufffd';
}

function formatUnicode(value: bigint, flags: FormatFlags): string {
  const code = value
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(4, flags.precision ?? 0), '0');
  const char = value <= 0x10ffffn ? characterOf(value) : '';
  const shown = flags.sharp && char !== '' && isPrintable(char) ? ` '${char}'` : '';
  return padSpaces(`U+${code}${shown}`, flags);
}
