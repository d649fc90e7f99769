import type { ApplicationSpec } from '../resources/application.ts';
import { durationToMs } from '../resources/schema/shared-fields.ts';

type RetryPolicy = NonNullable<NonNullable<ApplicationSpec['syncPolicy']>['retry']>;

/**
 * Milliseconds until the next attempt after `attempts` failed ones (1 for the first); undefined when the policy's limit is
 * reached. Without a limit there is always a next one. `chance` from 0 to 1 takes up to a tenth off, so that Applications that
 * failed together do not come back together. Rule and defaults (5 s, doubled each time, at most 3 minutes): Argo CD's syncPolicy.retry.
 */
export function nextRetryMs(attempts: number, policy: RetryPolicy | undefined, chance: number): number | undefined {
  const limit = policy?.limit;
  if (limit !== undefined && limit >= 0 && attempts > limit) return undefined;
  const { duration = '5s', factor = 2, maxDuration = '3m' } = policy?.backoff ?? {};
  const pause = Math.min(readDuration(duration) * factor ** (attempts - 1), readDuration(maxDuration));
  return Math.round(pause * (1 - chance / 10));
}

/** Argo CD reads a bare number as seconds. */
function readDuration(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : durationToMs(text);
}
