/**
 * The first fractional bits of pi as 32-bit words: Blowfish's tables begin with them. Calculated with Machin's formula,
 * pi = 16 atan(1/5) - 4 atan(1/239), in fixed point with spare bits for rounding.
 */
export function piWords(count: number): Int32Array {
  const bits = BigInt(count * 32 + 64);
  const one = 1n << bits;
  const pi = 16n * arctangentOfInverse(5n, one) - 4n * arctangentOfInverse(239n, one);
  const fraction = (pi - 3n * one) >> 64n;
  const hex = fraction.toString(16).padStart(count * 8, '0');
  return Int32Array.from({ length: count }, (_, index) => Number.parseInt(hex.slice(index * 8, index * 8 + 8), 16));
}

/** atan(1/x) = 1/x - 1/3x³ + 1/5x⁵ - … in units of `one`. */
function arctangentOfInverse(x: bigint, one: bigint): bigint {
  const square = x * x;
  let power = one / x;
  let sum = power;
  for (let divisor = 3n, sign = -1n; power > 0n; divisor += 2n, sign = -sign) {
    power /= square;
    sum += (sign * power) / divisor;
  }
  return sum;
}
