import type { ApplicationSpec } from '../resources/application.ts';
import { durationToMs } from '../resources/shared-fields.ts';

type RetryPolicy = NonNullable<NonNullable<ApplicationSpec['syncPolicy']>['retry']>;

/** Argo CD's defaults for a retry: 5 s, doubled each time, at most 3 minutes. */
const DEFAULTS = { duration: '5s', factor: 2, maxDuration: '3m' };

/**
 * Milliseconds until the next attempt after `attempts` failed ones (1 for the first); undefined when the policy's limit is
 * reached. Without a limit there is always a next one. `chance` from 0 to 1 takes up to a tenth off, so that Applications that
 * failed together do not come back together. Rule: Argo CD's syncPolicy.retry.
 */
export function nextRetryMs(attempts: number, policy: RetryPolicy | undefined, chance: number): number | undefined {
  const limit = policy?.limit;
  if (limit !== undefined && limit >= 0 && attempts > limit) return undefined;
  const { duration, factor, maxDuration } = { ...DEFAULTS, ...withoutAbsent(policy?.backoff ?? {}) };
  const pause = Math.min(readDuration(duration) * factor ** (attempts - 1), readDuration(maxDuration));
  return Math.round(pause * (1 - chance / 10));
}

/** Argo CD reads a bare number as seconds. */
function readDuration(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : durationToMs(text);
}

function withoutAbsent<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(present) as { [K in keyof T]?: NonNullable<T[K]> };
}
