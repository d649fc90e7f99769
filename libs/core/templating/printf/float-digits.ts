import { assertNever } from '#core/model/result.ts';

/** Decimal digits of a positive number: 0.d1d2d3… times 10 to the `point`. */
interface Digits {
  readonly digits: string;
  readonly point: number;
}

/** Digits after the point beyond which every float64 has only zeros. */
const lastFractionDigit = 1100;

/**
 * A float64 as Go's strconv.FormatFloat gives it, without sign handling beyond `-`. `precision` undefined means the fewest
 * digits that read back as the same number. Rounds half to even on the exact value.
 */
export function floatText(value: number, format: 'e' | 'f' | 'g' | 'x' | 'b', precision: number | undefined): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (size === Infinity) return sign === '' ? '+Inf' : '-Inf';
  switch (format) {
    case 'e':
      return sign + exponentText(significant(size, precision === undefined ? undefined : precision + 1), precision);
    case 'f':
      return sign + (precision === undefined ? plainText(significant(size, undefined)) : fixedText(size, precision));
    case 'g':
      return sign + generalText(size, precision);
    case 'x':
      return sign + hexText(size, precision);
    case 'b':
      return sign + binaryText(size);
    default:
      return assertNever(format);
  }
}

function generalText(size: number, precision: number | undefined): string {
  const wanted = precision === 0 ? 1 : precision;
  const rounded = significant(size, wanted);
  const { digits, point } = { ...rounded, digits: rounded.digits.replace(/0+$/, '') };
  const threshold =
    wanted === undefined ? 6 : wanted > digits.length && digits.length >= point ? digits.length : wanted;
  const exponent = size === 0 ? 0 : point - 1;
  if (exponent < -4 || exponent >= threshold) {
    return exponentText({ digits, point }, undefined);
  }
  return plainText({ digits, point });
}

/** `d.ddde±dd`; `precision` digits after the point, or all there are. */
function exponentText({ digits, point }: Digits, precision: number | undefined): string {
  const shown = precision === undefined ? digits : digits.padEnd(precision + 1, '0');
  const first = shown.charAt(0) || '0';
  const fraction = shown.length > 1 ? `.${shown.slice(1)}` : '';
  const isZero = /^0*$/.test(digits);
  return `${first}${fraction}e${exponentPart(isZero ? 0 : point - 1)}`;
}

function exponentPart(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plainText({ digits, point }: Digits): string {
  if (digits === '' || /^0+$/.test(digits)) return '0';
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  const whole = digits.slice(0, point).padEnd(point, '0');
  return digits.length > point ? `${whole}.${digits.slice(point)}` : whole;
}

function fixedText(size: number, precision: number): string {
  const exact = Math.min(precision, lastFractionDigit);
  const text = scaled(size, exact)
    .toString()
    .padStart(exact + 1, '0');
  const whole = text.slice(0, text.length - exact);
  const fraction = text.slice(text.length - exact).padEnd(precision, '0');
  return precision > 0 ? `${whole}.${fraction}` : whole;
}

/** The `count` most significant digits, or the shortest that identify the number. */
function significant(size: number, count: number | undefined): Digits {
  if (size === 0) return { digits: '0'.repeat(count ?? 1), point: 1 };
  const [mantissa = '', exponent = '0'] = size.toExponential().split('e');
  if (count === undefined) return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
  const exact = Math.min(count, lastFractionDigit);
  for (const point of [Number(exponent), Number(exponent) + 1, Number(exponent) + 2]) {
    const digits = scaled(size, exact - point).toString();
    if (digits.length === exact) return { digits: digits.padEnd(count, '0'), point };
    if (digits.length === exact + 1 && /^10*$/.test(digits))
      return { digits: digits.slice(0, -1).padEnd(count, '0'), point: point + 1 };
  }
  return { digits: mantissa.replace('.', '').padEnd(count, '0'), point: Number(exponent) + 1 };
}

/** size × 10^power, rounded half to even. */
function scaled(size: number, power: number): bigint {
  const { mantissa, exponent } = binaryParts(size);
  const numerator = mantissa * 2n ** BigInt(Math.max(exponent, 0)) * 10n ** BigInt(Math.max(power, 0));
  const denominator = 2n ** BigInt(Math.max(-exponent, 0)) * 10n ** BigInt(Math.max(-power, 0));
  return divideHalfToEven(numerator, denominator);
}

function divideHalfToEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** size = mantissa × 2^exponent, exactly, with the mantissa as float64 stores it. */
function binaryParts(size: number): { readonly mantissa: bigint; readonly exponent: number } {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, size);
  const raw = bits.getBigUint64(0);
  const stored = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  return stored === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: stored - 1075 };
}

function binaryText(size: number): string {
  const { mantissa, exponent } = binaryParts(size);
  return `${mantissa}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

function hexText(size: number, precision: number | undefined): string {
  if (size === 0) return `0x0${precision ? `.${'0'.repeat(precision)}` : ''}p+00`;
  let { mantissa, exponent } = binaryParts(size);
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n;
    exponent -= 1;
  }
  if (precision !== undefined && precision < 13) mantissa = roundHex(mantissa, precision);
  const isCarried = mantissa >= 1n << 53n;
  const fraction = ((isCarried ? mantissa >> 1n : mantissa) & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const shown =
    precision === undefined ? fraction.replace(/0+$/, '') : fraction.slice(0, precision).padEnd(precision, '0');
  return `0x1${shown === '' ? '' : `.${shown}`}p${exponentPart(exponent + 52 + (isCarried ? 1 : 0))}`;
}

function roundHex(mantissa: bigint, precision: number): bigint {
  const unit = 1n << BigInt(52 - 4 * precision);
  return divideHalfToEven(mantissa, unit) * unit;
}
