/*
 * Durations as Go's time package reads and writes them. Unit: nanoseconds.
 */

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const longest = 2n ** 63n - 1n;

/** Longer texts are no durations anyone writes. Unit: characters. */
const longestText = 200;

/** Reads texts like `1h15m` or `-1.5h`. Undefined when it is none or does not fit 64 bits. */
export function parseDuration(text: string): bigint | undefined {
  if (text.length > longestText) return undefined;
  const [, sign, body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0n;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(body)) return undefined;
  let total = 0n;
  for (const [, number = '0', unit = 'ns'] of body.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += scale(number, units[unit] ?? 0n);
  }
  if (total > longest) return undefined;
  return sign === '-' ? -total : total;
}

function scale(number: string, unit: bigint): bigint {
  const [whole = '0', fraction = ''] = number.split('.');
  return BigInt(whole || '0') * unit + (BigInt(fraction || '0') * unit) / 10n ** BigInt(fraction.length);
}

/** Go's Duration.String: `1h2m3.5s`, `1.5ms`, `0s`. */
export function durationText(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const sign = nanoseconds < 0n ? '-' : '';
  if (size === 0n) return '0s';
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimalText(size, 1_000n)}µs`;
  if (size < 1_000_000_000n) return `${sign}${decimalText(size, 1_000_000n)}ms`;
  const minutes = size / 60_000_000_000n;
  const seconds = `${decimalText(size % 60_000_000_000n, 1_000_000_000n)}s`;
  if (minutes === 0n) return sign + seconds;
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function decimalText(size: bigint, unit: bigint): string {
  const fraction = (size % unit)
    .toString()
    .padStart(unit.toString().length - 1, '0')
    .replace(/0+$/, '');
  return `${size / unit}${fraction === '' ? '' : `.${fraction}`}`;
}

const rounded: readonly (readonly [bigint, string])[] = [
  [3_600_000_000_000n * 24n * 365n, 'y'],
  [3_600_000_000_000n * 24n * 30n, 'mo'],
  [3_600_000_000_000n * 24n, 'd'],
  [3_600_000_000_000n, 'h'],
  [60_000_000_000n, 'm'],
  [1_000_000_000n, 's'],
];

/** sprig's rounding to the largest unit that the duration exceeds. Durations below zero count like those above. */
export function roundedDuration(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const fitting = rounded.find(([unit]) => size > unit);
  return fitting === undefined ? '0s' : `${size / fitting[0]}${fitting[1]}`;
}
