import { computeKstatus } from '#core/health/kstatus/compute-kstatus.ts';
import type { JsonObject } from '#core/model/json.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface KstatusCase extends LineCase {
  readonly object: JsonObject;
  readonly status: string | null;
  readonly message: string;
  /** The object cannot be read; the message is for reading. */
  readonly error?: boolean;
}

export const runKstatusCases = lineCases<KstatusCase>(({ object, status, message, error = false }) => {
  const state = computeKstatus(object, Date.now());
  if (error) return state.ok ? `expected an error\n     but got ${state.status}` : undefined;
  return difference(state, { ok: true, status, message });
});
