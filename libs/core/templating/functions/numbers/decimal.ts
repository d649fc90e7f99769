import { FunctionError } from '../../template-failure.ts';

/** An exact decimal number: digits × 10^-scale. sprig's float functions calculate with these, so 0.1 + 0.2 is 0.3. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Digits kept when a division does not come out even. */
const divisionDigits = 16;

/** The decimal a float64 prints as. */
export function toDecimal(value: number): Decimal {
  if (!Number.isFinite(value))
    throw new FunctionError(
      `Cannot create a Decimal from ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`,
    );
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const fraction = mantissa.split('.')[1] ?? '';
  const digits = BigInt(mantissa.replace('.', ''));
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export function toFloat({ digits, scale }: Decimal): number {
  return Number(`${digits}e${-scale}`);
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: digitsAt(a, scale) + digitsAt(b, scale), scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { ...b, digits: -b.digits });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** Keeps 16 decimals, the last one rounded half away from zero. */
export function divide(a: Decimal, b: Decimal): Decimal {
  if (b.digits === 0n) throw new FunctionError('decimal division by 0');
  const shift = divisionDigits + b.scale - a.scale;
  const dividend = a.digits * 10n ** BigInt(Math.max(shift, 0));
  const divisor = b.digits * 10n ** BigInt(Math.max(-shift, 0));
  const quotient = dividend / divisor;
  const rest = magnitude(dividend % divisor) * 2n;
  const away = dividend < 0n === divisor < 0n ? 1n : -1n;
  return { digits: rest >= magnitude(divisor) ? quotient + away : quotient, scale: divisionDigits };
}

function digitsAt({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
