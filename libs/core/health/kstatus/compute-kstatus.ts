import { z } from 'zod';
import type { JsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { conditions as conditionsField, section } from '../define-check.ts';
import { type Condition, current, failed, inProgress, type Kstatus } from './kstatus.ts';
import { kindChecks } from './kinds/kind-checks.ts';
import { textAt, valueAt } from './read-fields.ts';

const WithConditions = z.object({ status: section({ conditions: conditionsField }) });

/**
 * The state of any object as kstatus (sigs.k8s.io/cli-utils, which Flux, Config Sync and kubectl plugins use) reads it: deletion, the
 * observed generation, the conditions Reconciling and Stalled, then what is known of its kind, last Ready. Without any of these it is
 * Current. `nowMs` tells how long a pod has waited for a node; without it none has waited too long.
 */
export function computeKstatus(object: JsonObject, nowMs = 0): Kstatus {
  const deletion = valueAt(object, 'metadata', 'deletionTimestamp');
  if (deletion !== undefined && typeof deletion !== 'string')
    return unreadable('metadata.deletionTimestamp is no text');
  if (deletion) return { ok: true, status: 'Terminating', message: 'Resource scheduled for deletion' };
  const behind = judgeGeneration(object);
  if (behind) return behind;
  const read = WithConditions.safeParse(object);
  if (!read.success) return unreadable(`${read.error.issues[0]?.path.join('.')}: ${read.error.issues[0]?.message}`);
  const { conditions } = read.data.status;
  const check = kindChecks.get(`${parseApiVersion(textAt(object, 'apiVersion')).group}/${textAt(object, 'kind')}`);
  return (
    judgeStandardConditions(conditions) ??
    check?.({ object, conditions, nowMs }) ??
    judgeReady(conditions) ??
    current('Resource is current')
  );
}

/** Whoever works on the object has to have seen its newest spec, if it says which it has seen. */
function judgeGeneration(object: JsonObject): Kstatus | undefined {
  const generation = valueAt(object, 'metadata', 'generation');
  if (generation === undefined) return undefined;
  if (!isInteger(generation)) return unreadable('metadata.generation is no whole number');
  const observed = valueAt(object, 'status', 'observedGeneration');
  if (observed === undefined) return undefined;
  if (!isInteger(observed)) return unreadable('status.observedGeneration is no whole number');
  if (observed === generation) return undefined;
  const kind = textAt(object, 'kind');
  return inProgress(`${kind} generation is ${generation}, but latest observed generation is ${observed}`);
}

function judgeStandardConditions(conditions: readonly Condition[]): Kstatus | undefined {
  const told = conditions.find(
    ({ type, status }) => status === 'True' && (type === 'Reconciling' || type === 'Stalled'),
  );
  if (!told) return undefined;
  return told.type === 'Reconciling' ? inProgress(told.message) : failed(told.message);
}

/** The first Ready whose status is one of the three that Kubernetes knows. */
function judgeReady(conditions: readonly Condition[]): Kstatus | undefined {
  const ready = conditions.find(
    ({ type, status }) => type === 'Ready' && (status === 'True' || status === 'False' || status === 'Unknown'),
  );
  if (!ready) return undefined;
  return ready.status === 'True' ? current('Resource is Ready') : inProgress(ready.message);
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function unreadable(why: string): Kstatus {
  return { ok: false, why };
}
