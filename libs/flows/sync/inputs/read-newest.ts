import type { Application } from '#core/resources/application.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';
import type { ApplicationName, SeenVersions } from '../../ports/sync-queue.port.ts';
import { isComparable } from '#core/model/objects/resource-version.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { findSourceRepositories } from './assess-inputs.ts';

type Readable = Pick<ControlPlane, 'view' | 'read'>;

/** Longer than a watch is behind that works. One that is broken keeps no sync from going by what is known. */
const LONGEST_WAIT_MS = 1000;
const LOOK_EVERY_MS = 10;

/**
 * Waits until the views show the Tenant's rules and the Cluster as new as the hub knew them. A worker that went by older ones would answer
 * a question that the hub has not asked, such as whether a sync window that is gone is open.
 */
export async function untilRulesAreSeen(
  controlPlane: Pick<ControlPlane, 'view'>,
  seen: SeenVersions | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  if (seen === undefined) return;
  const isBehind = () =>
    (isComparable(seen.tenant) && !controlPlane.view('Tenant').hasSeen(seen.tenant)) ||
    (isComparable(seen.cluster) && !controlPlane.view('Cluster').hasSeen(seen.cluster));
  for (let waitedMs = 0; isBehind() && waitedMs < LONGEST_WAIT_MS && !signal.aborted; waitedMs += LOOK_EVERY_MS)
    await clock.sleep(LOOK_EVERY_MS, signal);
}

/**
 * The Application as new as the job wants it, from the view where that has seen as much (ADR 19) and from the API server otherwise; undefined
 * when it is gone. One on its way out is always read: what its deletion has done so far is known nowhere else. Throws when it cannot be read.
 */
export async function readApplication(
  name: ApplicationName,
  controlPlane: Readable,
  seen: SeenVersions | undefined,
): Promise<Application | undefined> {
  const view = controlPlane.view('Application');
  const known = view.get(name);
  const isEnough = known !== undefined && known.metadata.deletionTimestamp === undefined;
  if (isEnough && seen !== undefined && view.hasSeen(seen.application)) return known;
  const read = await controlPlane.read('Application', name);
  if (read.ok) return read.value;
  throw new Error(`cannot read Application ${name.namespace}/${name.name}: ${read.failure.message}`);
}

/** The Repositories that the view may not show in their newest state: it may be a moment behind the commit that the job was made for. */
export async function readRepositories(
  application: Application,
  controlPlane: Readable,
  seen: SeenVersions | undefined,
): Promise<Repository[]> {
  if (seen !== undefined && controlPlane.view('Repository').hasSeen(seen.repository)) return [];
  const repositories: Repository[] = [];
  for (const { metadata } of findSourceRepositories(application, controlPlane)) {
    const { namespace, name } = metadata;
    const read = await controlPlane.read('Repository', { namespace, name });
    if (read.ok && read.value !== undefined) repositories.push(read.value);
  }
  return repositories;
}
