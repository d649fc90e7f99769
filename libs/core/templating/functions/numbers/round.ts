/**
 * Rounds to decimal places; a fraction of at least `from` (0.5) rounds up. Calculates in float64 as sprig does, including its
 * way with negative numbers: they round towards zero.
 */
export function roundAt(value: number, places: number, from = 0.5): number {
  const power = 10 ** places;
  const shifted = power * value;
  const fraction = shifted - Math.trunc(shifted);
  return (fraction >= from ? Math.ceil(shifted) : Math.floor(shifted)) / power;
}
