import type { JsonObject } from '#core/model/json.ts';
import { type Health, health } from '../health.ts';
import { computeKstatus } from './compute-kstatus.ts';

const statuses = {
  Current: 'Healthy',
  InProgress: 'Progressing',
  Failed: 'Degraded',
  Terminating: 'Progressing',
} as const;

/** What kstatus reads from an object, as health. Nothing here moves by time alone, so a pod never waits too long for a node. */
export function kstatusHealth(object: JsonObject): Health {
  const state = computeKstatus(object);
  if (!state.ok) return health('Unknown', `cannot read the object: ${state.why}`);
  return health(statuses[state.status], state.message);
}
