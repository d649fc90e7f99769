import { z } from 'zod';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A time span written as `500ms`, `30s`, `5m` or `1h`, read as milliseconds; at least `minMs`, at most `maxMs`. */
export function duration(minMs: number, maxMs: number) {
  return z
    .string()
    .regex(/^\d{1,9}(ms|s|m|h)$/)
    .transform(toMilliseconds)
    .pipe(z.number().min(minMs).max(maxMs));
}

function toMilliseconds(text: string): number {
  const amount = Number.parseInt(text, 10);
  return amount * (unitMs[text.replace(/^\d+/, '')] ?? 1);
}
