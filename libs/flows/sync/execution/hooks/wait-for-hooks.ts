import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import type { HookStep } from '#core/plan/plan.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { withoutStop } from '#core/status/end-sentence.ts';
import { interruptionOf } from '../../operation/interruption.ts';
import { metadataOf } from '../own-uid.ts';
import { blockerOf } from '../spoke-blocker.ts';
import type { HookSite } from './start-hook.ts';
import { mapAtOnce, OBJECTS_AT_ONCE } from '../../../loops/map-at-once.ts';

/** How a hook ended. */
interface HookEnd {
  readonly step: HookStep;
  /** Absent when it did what it was for. */
  readonly failure?: Blocker | undefined;
}

export interface HookEnds {
  readonly ended: readonly HookEnd[];
  /** Why some have not ended: they run on, and the Application looks again later. */
  readonly waiting?: Blocker | undefined;
}

/** How long a worker stays with running hooks. Afterwards the Application waits in the queue like others, and no slot is held. */
const LONGEST_WAIT_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;

/** A hook that sets itself no deadline (a Job's activeDeadlineSeconds) and has not ended by then never will. */
const LONGEST_RUN_MS = 3_600_000;

/**
 * Waits until hooks have run to their end: an object that is healthy succeeded, one that is Degraded failed, and one of a kind
 * without health is done as soon as it is there. Rule: Argo CD's engine.
 */
export async function waitForHooks(steps: readonly HookStep[], site: HookSite): Promise<HookEnds> {
  const { clock, signal, newer } = site;
  const either = AbortSignal.any([signal, newer]);
  const deadlineMs = clock.now() + LONGEST_WAIT_MS;
  const ended: HookEnd[] = [];
  let running = steps;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const looks = await mapAtOnce(running, OBJECTS_AT_ONCE, (step) => look(step, site));
    const trouble = looks.find((seen) => seen.kind === 'unseen');
    if (trouble?.kind === 'unseen') return { ended, waiting: trouble.blocker };
    for (const seen of looks) if (seen.kind === 'ended') ended.push(seen.end);
    running = running.filter((_, index) => looks[index]?.kind === 'running');
    if (running.length === 0) return { ended };
    if (either.aborted) return { ended, waiting: interruptionOf(either) };
    if (clock.now() >= deadlineMs) return { ended, waiting: stillRunning(running) };
    await clock.sleep(pauseMs, either);
  }
}

type Look =
  | { readonly kind: 'running' }
  | { readonly kind: 'ended'; readonly end: HookEnd }
  | { readonly kind: 'unseen'; readonly blocker: Blocker };

async function look(step: HookStep, { spoke, owner, clock, health: judges, signal }: HookSite): Promise<Look> {
  const read = await spoke.read(step.key, parseApiVersion(step.manifest.apiVersion).version, signal);
  if (!read.ok) return { kind: 'unseen', blocker: blockerOf(read.failure) };
  if (read.value === undefined)
    return { kind: 'ended', end: { step, failure: failed(step, 'it was deleted before anybody saw how it ended') } };
  const health = await judges.judge(owner.tenant, read.value);
  if (health === undefined || health.status === 'Healthy') return { kind: 'ended', end: { step } };
  if (health.status === 'Degraded' || health.status === 'Unknown')
    return { kind: 'ended', end: { step, failure: failed(step, health.message || 'its status gives no reason') } };
  if (isOverdue(read.value, clock.now()))
    return { kind: 'ended', end: { step, failure: failed(step, 'it has not ended within an hour') } };
  return { kind: 'running' };
}

function isOverdue(object: JsonObject, nowMs: number): boolean {
  const { creationTimestamp } = metadataOf(object);
  const { spec } = object;
  if (isJsonObject(spec) && typeof spec['activeDeadlineSeconds'] === 'number') return false;
  return typeof creationTimestamp === 'string' && nowMs - Date.parse(creationTimestamp) > LONGEST_RUN_MS;
}

function failed({ key, phase }: HookStep, why: string): Blocker {
  const message = `The ${phase} hook ${describeObjectKey(key)} failed: ${withoutStop(why)}. Correct it in git; the next attempt runs all hooks again.`;
  return { reason: 'HookFailed', message, retry: 'slowly' };
}

function stillRunning(steps: readonly HookStep[]): Blocker {
  const names = steps.map(({ key, phase }) => `${describeObjectKey(key)} (${phase})`).toSorted();
  return {
    reason: 'HookRunning',
    message: `The sync waits until these hooks have ended: ${listBriefly(names)}.`,
    retry: 'soon',
  };
}
