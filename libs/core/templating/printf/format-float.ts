import type { GoComplex } from '../values/go-numbers.ts';
import { floatText } from './float-digits.ts';
import { type FormatFlags, pad, padSpaces } from './format-flags.ts';

/** The conversion and the default precision of each verb for floats. */
const verbs: ReadonlyMap<string, readonly ['e' | 'f' | 'g' | 'x' | 'b', number | undefined]> = new Map([
  ['v', ['g', undefined]],
  ['g', ['g', undefined]],
  ['G', ['g', undefined]],
  ['b', ['b', undefined]],
  ['x', ['x', undefined]],
  ['X', ['x', undefined]],
  ['e', ['e', 6]],
  ['E', ['e', 6]],
  ['f', ['f', 6]],
  ['F', ['f', 6]],
]);

/** A float64 under a verb, or undefined when the verb is not for floats. */
export function formatFloat(value: number, verb: string, flags: FormatFlags): string | undefined {
  const conversion = verbs.get(verb);
  if (conversion === undefined) return undefined;
  const precision = flags.precision ?? conversion[1];
  const raw = floatText(value, conversion[0], precision);
  const cased = verb === 'G' || verb === 'E' || verb === 'X' ? raw.toUpperCase() : raw;
  const sign = /^[+-]/.test(cased) ? cased.charAt(0) : '+';
  const shownSign = sign === '+' && flags.space && !flags.plus ? ' ' : sign;
  const digits = cased.replace(/^[+-]/, '');
  if (!Number.isFinite(value)) return formatSpecial(shownSign, digits, flags);
  const full = flags.sharp && verb !== 'b' ? keepPoint(digits, verb, precision) : digits;
  return padNumber(shownSign, full, flags);
}

/** Infinities always show a sign, NaN only when asked; neither is padded with zeros. */
function formatSpecial(sign: string, digits: string, flags: FormatFlags): string {
  const isBare = digits.toUpperCase() === 'NAN' && !flags.plus && !flags.space;
  const shown = flags.plus || sign !== '+' || !isBare ? sign : '';
  return padSpaces(
    (digits === 'INF' || digits === 'Inf' ? sign : shown) + digits.replace('INF', 'Inf').replace('NAN', 'NaN'),
    flags,
  );
}

function padNumber(sign: string, digits: string, flags: FormatFlags): string {
  if (!flags.plus && sign === '+') return pad(digits, flags);
  const { width = 0, zero, minus } = flags;
  const isZeroPadded = zero && !minus && width > digits.length + 1;
  return isZeroPadded ? sign + digits.padStart(width - 1, '0') : pad(sign + digits, flags);
}

/** The `#` flag: always a decimal point, and for %g no trailing zeros removed. */
function keepPoint(digits: string, verb: string, precision: number | undefined): string {
  const isHex = verb === 'x' || verb === 'X';
  const exponentAt = digits.search(isHex ? /[pP]/ : /[eE]/);
  const mantissa = exponentAt < 0 ? digits : digits.slice(0, exponentAt);
  const tail = exponentAt < 0 ? '' : digits.slice(exponentAt);
  const wanted = ['v', 'g', 'G', 'x'].includes(verb) ? (precision ?? 6) : 0;
  const seen = isHex ? countHexDigits(mantissa) : mantissa.replace('.', '').replace(/^0+/, '').length;
  const missing = wanted - (mantissa === '0' ? 1 : seen);
  const point = mantissa.includes('.') ? '' : '.';
  return mantissa + point + '0'.repeat(Math.max(missing, 0)) + tail;
}

/** Go counts the `x` of the prefix as a digit. */
function countHexDigits(mantissa: string): number {
  return mantissa.replace('.', '').replace(/^0+/, '').length;
}

/** A complex number under a verb, or undefined when the verb is not for numbers. */
export function formatComplex({ real, imaginary }: GoComplex, verb: string, flags: FormatFlags): string | undefined {
  const first = formatFloat(real, verb, flags);
  const second = formatFloat(imaginary, verb, { ...flags, plus: true });
  return first === undefined || second === undefined ? undefined : `(${first}${second}i)`;
}
