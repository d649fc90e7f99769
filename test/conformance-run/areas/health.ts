import { assessHealth } from '#core/health/assess-health.ts';
import type { JsonObject } from '#core/model/json.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface HealthCase extends LineCase {
  readonly object: JsonObject;
  /** null: there is no check for the kind; '': there is one, which gave nothing. */
  readonly status: string | null;
  readonly message: string;
  /** The message is an error's, for reading: only the status counts. */
  readonly error?: boolean;
}

/** Kinds of other projects: our rules say the same in our own words. */
const OF_OTHER_PROJECTS = 'crds.jsonl';

export const runHealthCases = lineCases<HealthCase>(({ object, status, message, error = false }, file) => {
  const health = assessHealth(object);
  // '' stands for a check that gave nothing.
  if (status === null || status === '' || error) return difference(health?.status, status || undefined);
  if (file !== OF_OTHER_PROJECTS) return difference(health, { status, message });
  const isSilent = message !== '' && health?.message === '';
  return isSilent ? `says nothing instead of ${message}` : difference(health?.status, status);
});
