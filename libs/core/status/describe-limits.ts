import { formatTime } from '../model/text/format-time.ts';

/** A service answers no requests of some credentials for a while. */
export interface RequestLimit {
  /** `api.github.com`, with the port where it is not the usual one. */
  readonly host: string;
  /** When the service says it is over; the same until then. Unit: milliseconds since 1970. */
  readonly untilMs: number;
}

/** An answer from before a service began to limit requests. */
export interface KeptAnswer extends RequestLimit {
  /** Unit: milliseconds since 1970. */
  readonly readAtMs: number;
}

/**
 * What a set has to say while it uses answers that may be old: one sentence for each limit, with the time of the oldest answer, in a
 * fixed order. The same bytes as long as the limit and the answers are the same.
 */
export function describeLimits(answers: readonly KeptAnswer[]): string[] {
  const oldest = new Map<string, KeptAnswer>();
  for (const answer of answers) {
    const key = `${answer.host} ${formatTime(answer.untilMs)}`;
    const before = oldest.get(key);
    if (before === undefined || answer.readAtMs < before.readAtMs) oldest.set(key, answer);
  }
  return [...oldest.values()].map(describe).toSorted();
}

function describe({ host, untilMs, readAtMs }: KeptAnswer): string {
  return `${host} limits requests until ${formatTime(untilMs)}; what it answered at ${formatTime(readAtMs)} is used.`;
}
