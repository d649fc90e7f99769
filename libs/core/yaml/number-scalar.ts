/** A number as Go's YAML writer prints it: integers in full while they fit 64 bits, others in the shortest form. */
export function numberScalar(value: number): string {
  const isWhole = Number.isInteger(value) && value > -(2 ** 63) && value < 2 ** 64;
  return isWhole ? String(BigInt(value)) : shortestFloat(value);
}

/** Go's %g: an exponent of at least two digits below 10^-4 and from 10^6 on. */
function shortestFloat(value: number): string {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
