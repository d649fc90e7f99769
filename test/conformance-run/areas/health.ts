import { assessHealth } from '#core/health/assess-health.ts';
import type { JsonObject } from '#core/model/json.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface HealthCase extends LineCase {
  readonly object: JsonObject;
  /** null: there is no check for the kind. */
  readonly status: string | null;
  readonly message: string;
  /** The message is an error's, for reading: only the status counts. */
  readonly error?: boolean;
}

/** Kinds of other projects are judged by checks that this version does not have. */
const OF_OTHER_PROJECTS = 'crds.jsonl';

export const runHealthCases = lineCases<HealthCase>(
  ({ object, status, message, error = false }) => {
    const health = assessHealth(object);
    if (status === null || error) return difference(health?.status, status);
    return difference(health, { status, message });
  },
  (_, file) => (file === OF_OTHER_PROJECTS ? 'health of kinds of other projects' : undefined),
);
