import type { JsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { hookRunAnnotation } from '#core/plan/hooks/hook-run.ts';
import type { HookStep } from '#core/plan/plan.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { TenantHealth } from '../../../health/tenant-health.ts';
import type { StepSite } from '../apply/apply-known.ts';
import { annotationsOf, ownUid } from '../own-uid.ts';
import { blockerOf } from '../spoke-blocker.ts';
import { waitUntilGone } from '../wait-until-gone.ts';

/** Where and for whom hooks run. */
export interface HookSite extends StepSite {
  readonly health: TenantHealth;
  /** Aborts when something newer waits: nobody waits on then. */
  readonly newer: AbortSignal;
}

/**
 * Creates a hook's object and answers its UID. What an earlier run left under this name is deleted first, if the hook's policies say so;
 * else it is brought in line, and how it ended counts, as in Argo CD. An object of this very run is left as it is.
 */
export async function startHook(step: HookStep, site: HookSite): Promise<Result<string, Blocker>> {
  const { spoke, owner, signal } = site;
  const found = await spoke.read(step.key, versionOf(step), signal);
  if (!found.ok) return fail(blockerOf(found.failure));
  if (found.value === undefined) return create(step, site);
  const uid = ownUid(found.value, step.key, owner);
  if (uid === undefined) return fail(foreign(step));
  if (isOfThisRun(found.value, step)) return succeed(uid);
  if (!step.policies.includes('BeforeHookCreation')) return create(step, site, uid);
  const cleared = await clear(step, uid, site);
  return cleared === undefined ? create(step, site) : fail(cleared);
}

async function create(
  { manifest }: HookStep,
  { spoke, signal }: HookSite,
  uid?: string,
): Promise<Result<string, Blocker>> {
  const applied = await spoke.apply({ manifest, force: uid !== undefined, uid, signal });
  return applied.ok ? succeed(applied.value.uid) : fail(blockerOf(applied.failure));
}

/** Deletes an object and waits until it is gone; answers what keeps it. */
async function clear(step: HookStep, uid: string, site: HookSite): Promise<Blocker | undefined> {
  const { spoke, clock, signal } = site;
  const version = versionOf(step);
  const deleted = await spoke.delete({ key: step.key, version, uid, signal });
  if (!deleted.ok && deleted.failure.kind !== 'precondition') return blockerOf(deleted.failure);
  const departure = await waitUntilGone([{ key: step.key, version, uid }], spoke, clock, signal);
  if (departure.kind === 'unseen') return blockerOf(departure.failure);
  return departure.kind === 'gone' ? undefined : notGone(step);
}

function isOfThisRun(object: JsonObject, { manifest }: HookStep): boolean {
  const mark = annotationsOf(object)[hookRunAnnotation];
  return mark !== undefined && mark === manifest.metadata.annotations?.[hookRunAnnotation];
}

function versionOf({ manifest }: HookStep): string {
  return parseApiVersion(manifest.apiVersion).version;
}

function foreign({ key, phase }: HookStep): Blocker {
  const message = `The ${phase} hook ${describeObjectKey(key)} cannot run, because an object of this name exists and was not made by this Application. Delete it, or rename the hook in git.`;
  return { reason: 'HookNameTaken', message, retry: 'slowly' };
}

function notGone({ key, phase }: HookStep): Blocker {
  const message = `The ${phase} hook ${describeObjectKey(key)} waits until the object of its last run is gone. If it stays, see its finalizers.`;
  return { reason: 'HookNotGone', message, retry: 'soon' };
}
