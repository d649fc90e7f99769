import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import { fail } from '#core/model/result.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import { ownUid } from '../own-uid.ts';
import { waitUntilGone } from '../wait-until-gone.ts';
import type { Applied, ApplyWhole, StepSite } from './apply-known.ts';

/**
 * The sync option Force: deletes the object with its UID, waits until it is gone, and creates it anew. Only one that carries our mark; what
 * somebody else made is left as it is.
 */
export async function recreateObject(step: ApplyStep, applyWhole: ApplyWhole, site: StepSite): Promise<Applied> {
  const { spoke, owner, clock, signal } = site;
  const { key, manifest } = step;
  const version = parseApiVersion(manifest.apiVersion).version;
  const live = await spoke.read(key, version, signal);
  if (!live.ok) return live;
  const uid = live.value && ownUid(live.value, key, owner);
  if (live.value !== undefined && uid === undefined)
    return fail({
      kind: 'invalid',
      message: `${describeObjectKey(key)} is not recreated, because this Application did not make it`,
    });
  if (uid === undefined) return applyWhole(asMissing(step), site);
  const deleted = await spoke.delete({ key, version, uid, signal });
  if (!deleted.ok) return deleted;
  const departure = await waitUntilGone([{ key, version, uid }], spoke, clock, signal);
  if (departure.kind === 'unseen') return fail(departure.failure);
  if (departure.kind === 'gone') return applyWhole(asMissing(step), site);
  const message = `${describeObjectKey(key)} is deleted to be created anew, and not gone yet. If it stays, see its finalizers`;
  return fail({ kind: 'precondition', message });
}

function asMissing({ uid: _, ...step }: ApplyStep): ApplyStep {
  return { ...step, reason: 'missing' };
}
