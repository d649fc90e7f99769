/*
 * Numbers in texts, as Go's strconv reads them.
 */

/** No integer type needs more; longer texts would only cost time. Unit: characters. */
const longestInteger = 1000;

const prefixed = /^([+-]?)0([xob])((?:_?[0-9a-f])+)$/i;
const bases: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };

/**
 * Go's ParseInt without a bound on the size: base 10, or base 0 for Go's prefixes (0x, 0o, 0b, a leading 0 is octal) and
 * underscores. Undefined when the text is not an integer.
 */
export function parseGoInteger(text: string, base: 0 | 10): bigint | undefined {
  if (text.length > longestInteger) return undefined;
  if (base === 10) return /^[+-]?\d+$/.test(text) ? parseDigits(text, 10) : undefined;
  const match = prefixed.exec(text);
  if (match !== null)
    return parseDigits(`${match[1] ?? ''}${match[3] ?? ''}`, bases[match[2]?.toLowerCase() ?? ''] ?? 10);
  if (/^[+-]?0(?:_?[0-7])+$/.test(text)) return parseDigits(text, 8);
  return /^[+-]?(?:0|[1-9](?:_?\d)*)$/.test(text) ? parseDigits(text, 10) : undefined;
}

function parseDigits(text: string, base: number): bigint | undefined {
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '').toLowerCase();
  const allowed = '0123456789abcdef'.slice(0, base);
  if (!Array.from(digits).every((digit) => allowed.includes(digit))) return undefined;
  const prefix = { 2: '0b', 8: '0o', 16: '0x' }[base] ?? '';
  const value = BigInt(prefix + digits);
  return text.startsWith('-') ? -value : value;
}

const decimalFloat = /^[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?$/i;
const hexFloat = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/i;
const specials: ReadonlyMap<string, number> = new Map([
  ['inf', Infinity],
  ['infinity', Infinity],
  ['nan', NaN],
]);

/** Go's ParseFloat: decimal with underscores between digits, hexadecimal with `p`, infinity and NaN. */
export function parseGoFloat(text: string): number | undefined {
  const isSeparated = !/(?<!\d)_|_(?!\d)/.test(text);
  if (decimalFloat.test(text)) return isSeparated ? Number(text.replaceAll('_', '')) : undefined;
  const hex = hexFloat.exec(text);
  if (hex !== null) return parseHexFloat(hex);
  const special = specials.get(text.replace(/^[+-]/, '').toLowerCase());
  return special !== undefined && text.startsWith('-') ? -special : special;
}

function parseHexFloat([, sign = '', whole = '', fraction = '', exponent = '0']: RegExpExecArray): number | undefined {
  if (whole === '' && fraction === '') return undefined;
  const mantissa = Number(BigInt(`0x${whole}${fraction}`));
  const value = mantissa * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}
