import { formatTime } from '#core/model/text/format-time.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What is left of a budget, as far as an answer tells: how long nobody may ask. */
export function limitedForMs(status: number, headers: Headers, nowMs: number): number | undefined {
  const remaining = text(headers, 'x-ratelimit-remaining') ?? text(headers, 'ratelimit-remaining');
  const retryAfter = retryAfterMs(text(headers, 'retry-after'), nowMs);
  const isSpent = remaining === '0';
  if (status === 429) return bounded(retryAfter ?? resetMs(headers, nowMs) ?? WITHOUT_A_WORD_MS);
  if (status === 403 && (isSpent || retryAfter !== undefined))
    return bounded(retryAfter ?? resetMs(headers, nowMs) ?? WITHOUT_A_WORD_MS);
  if (status === 503 && retryAfter !== undefined) return bounded(retryAfter);
  if (isSpent && status < 400) {
    const wait = resetMs(headers, nowMs);
    return wait === undefined ? undefined : bounded(wait);
  }
  return undefined;
}

/** The same bytes until the limit is over. */
export function rateLimited(host: string, untilMs: number): ScmFailure {
  const message = `${host} limits how often these credentials may ask, until ${formatTime(untilMs)}`;
  return { kind: 'rate-limited', host, untilMs, message };
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3). */
function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : atMs - nowMs;
}

/** GitHub, GitLab and Azure give the second since 1970, others the seconds left. */
function resetMs(headers: Headers, nowMs: number): number | undefined {
  const value = text(headers, 'x-ratelimit-reset') ?? text(headers, 'ratelimit-reset');
  if (value === undefined || !/^\d+(?:\.\d+)?$/.test(value)) return undefined;
  const seconds = Number(value);
  return seconds > LEAST_EPOCH_SECONDS ? seconds * 1000 - nowMs : seconds * 1000;
}

function text(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function bounded(waitMs: number): number {
  return Math.min(Math.max(Math.ceil(waitMs), SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
}

const LEAST_EPOCH_SECONDS = 1_000_000_000;
/** GitHub's advice when it gives no time: at least a minute. */
export const WITHOUT_A_WORD_MS = 60_000;
const SHORTEST_WAIT_MS = 1000;
/** Budgets are given by the hour; a clock that is wrong must not stop a set for longer. */
const LONGEST_WAIT_MS = 3_600_000;
