import { parseGoFloat, parseGoInteger } from '../../values/parse-number.ts';
import { floatToInt64, GoInt } from '../../values/go-numbers.ts';
import type { GoValue } from '../../values/go-value.ts';

const limit = 2n ** 63n;

/** sprig's conversion to int64: floats are truncated, texts read with Go's prefixes; what cannot be read is 0. */
export function castToInt64(value: GoValue): bigint {
  if (value instanceof GoInt) return BigInt.asIntN(64, value.value);
  if (typeof value === 'number') return floatToInt64(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value !== 'string') return 0n;
  const parsed = parseGoInteger(withoutZeroDecimals(value), 0) ?? 0n;
  return parsed >= -limit && parsed < limit ? parsed : 0n;
}

/** `5.00` counts as 5, `5.01` as no integer. */
function withoutZeroDecimals(text: string): string {
  return /^[^.]+\.0*$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

/** sprig's conversion to float64; what cannot be read is 0. */
export function castToFloat(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (value instanceof GoInt) return Number(value.value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? (parseGoFloat(value) ?? 0) : 0;
}
