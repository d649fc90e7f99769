import { type ContentionRecord, nextLookMs } from '#core/contention/contention-record.ts';
import { describeContention } from '#core/contention/describe-contention.ts';
import { findContender } from '#core/contention/find-contender.ts';
import { type Drift, holdBack } from '#core/contention/hold-back.ts';
import { isJsonObject } from '#core/model/json.ts';
import { groupVersionKindOf } from '#core/model/objects/manifest.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import type { DesiredObject, Sighting } from '#core/plan/plan.ts';
import type { ApplicationStatus } from '#core/resources/application.ts';
import { fromContentionItems } from '#core/status/items/contention-items.ts';
import type { TenantSpoke } from '../ports/clusters/cluster-access.port.ts';
import { mapAtOnce, OBJECTS_AT_ONCE } from '../loops/map-at-once.ts';

export interface SettledContention {
  /** What is to be healed now. */
  readonly sightings: ReadonlyMap<string, Sighting>;
  readonly records: readonly ContentionRecord[];
  /** Why drift is left as it is. */
  readonly holds: readonly string[];
}

/** Whether it is time to look at what is fought for, although nothing was seen. */
export function isLookDue({ contention }: ApplicationStatus, nowMs: number): boolean {
  const lookMs = nextLookMs(fromContentionItems(contention), nowMs);
  return lookMs !== undefined && lookMs <= nowMs;
}

/**
 * Holds drift back that was undone too often, and learns who causes it: one request for each fight that is new, none for drift that is
 * healed.
 */
export async function settleContention(
  { contention }: ApplicationStatus,
  drift: Omit<Drift, 'records'>,
  spoke: Pick<TenantSpoke, 'read'>,
  signal: AbortSignal,
): Promise<SettledContention> {
  const { sightings, records } = holdBack({ ...drift, records: fromContentionItems(contention) });
  const objects = new Map(drift.desired.map((object) => [objectKeyId(object.key), object]));
  const named = await mapAtOnce(records, OBJECTS_AT_ONCE, (record) =>
    nameContender(record, objects.get(record.id), spoke, signal),
  );
  const left = named.filter((record) => record.left !== undefined);
  const message = describeContention(left, drift.nowMs);
  return { sightings, records: named, holds: message === undefined ? [] : [message] };
}

async function nameContender(
  record: ContentionRecord,
  object: DesiredObject | undefined,
  spoke: Pick<TenantSpoke, 'read'>,
  signal: AbortSignal,
): Promise<ContentionRecord> {
  if (record.left !== 'changed' || record.manager !== undefined || object === undefined) return record;
  const read = await spoke.read(object.key, versionOf(object), signal);
  // Who it is does not decide anything: without an answer the fight has no name yet.
  if (!read.ok || read.value === undefined) return record;
  const { metadata } = read.value;
  const contender = findContender(object.manifest, isJsonObject(metadata) ? metadata['managedFields'] : undefined);
  return { ...record, ...contender };
}

function versionOf({ manifest }: DesiredObject): string {
  return groupVersionKindOf(manifest).version;
}
