/** Times of one kind of event. Unit: milliseconds. */
export function describeTimes(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return `p50 ${describeTime(at(0.5))}, p95 ${describeTime(at(0.95))}, slowest ${describeTime(at(1))}, n = ${sorted.length}`;
}

export function describeTime(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
