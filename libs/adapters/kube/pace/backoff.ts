/** Waits between attempts: the first one short, then doubling up to the longest. Units: milliseconds. */
export interface BackoffLimits {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * How long to wait after so many failures in a row (1 is the first). Half of it is chance, so that clients that failed
 * together do not come back together. `random` is from 0 inclusive to 1 exclusive.
 */
export function backoffMs(failures: number, { firstMs, longestMs }: BackoffLimits, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(full / 2 + (full / 2) * random);
}
