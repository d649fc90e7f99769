import { formatTime } from '../model/text/format-time.ts';
import { listBriefly } from '../model/text/list-briefly.ts';
import type { Application } from '../resources/application.ts';
import type { Blocker } from '../status/blocker.ts';
import { judgeWindows } from '../sync-windows/judge-windows.ts';
import { readWindows, type SyncWindow } from '../sync-windows/sync-window.ts';
import { windowMatches } from '../sync-windows/window-matches.ts';
import type { SyncTarget } from './locate-target.ts';

/** How often to look again where no end of a window can be told: the schedule is met too often, or never. */
const LOOK_AGAIN_MS = 3_600_000;

/**
 * Why the tenant's sync windows keep an Application from being synced now, and until when; undefined when they do not. Times:
 * milliseconds since 1970. `isManual`: a person asked for it.
 */
export function findWindowHold(
  application: Application,
  { tenant, cluster, namespace }: SyncTarget,
  inputsDigest: string,
  atMs: number,
  isManual = false,
): Blocker | undefined {
  const { syncWindows = [] } = tenant.spec;
  if (syncWindows.length === 0) return undefined;
  const { name } = application.metadata;
  const place = { name: cluster.metadata.name, server: cluster.spec.server };
  const windows = readWindows(syncWindows, (window) => windowMatches(window, { name, namespace, cluster: place }));
  if (!windows.ok) return unreadable(tenant.metadata.name, windows.failure);
  const startedMs = startOfSync(application, inputsDigest);
  const verdict = judgeWindows(windows.value, { atMs, isManual, startedMs });
  if (verdict.allowed) return undefined;
  const message = describe(tenant.metadata.name, verdict.because, verdict.untilMs);
  return { reason: 'OutsideSyncWindow', message, retry: 'soon', untilMs: verdict.untilMs ?? atMs + LOOK_AGAIN_MS };
}

/** When the sync under way began: one that waits for its hooks or waves, or whose worker died. */
function startOfSync({ status: { operation } }: Application, inputsDigest: string): number | undefined {
  if (operation?.inputsDigest !== inputsDigest || operation.startedAt === undefined) return undefined;
  if (operation.reason === 'OutsideSyncWindow') return undefined;
  return operation.phase === 'Running' || operation.phase === 'Waiting' ? Date.parse(operation.startedAt) : undefined;
}

function describe(tenant: string, because: readonly SyncWindow[], untilMs: number | undefined): string {
  const isDenied = because.some(({ kind }) => kind === 'deny');
  const windows = listBriefly(because.map(describeWindow).toSorted(), ', ');
  const why = isDenied ? `denied by the sync window ${windows}` : `no sync window that allows it is open (${windows})`;
  const until = untilMs === undefined ? '' : ` It may be synced again at ${formatTime(untilMs)}.`;
  return `Not synced: ${why} of Tenant ${tenant}.${until}`;
}

function describeWindow({ schedule, duration, timeZone = '' }: SyncWindow): string {
  return `"${schedule}" for ${duration}${timeZone === '' ? '' : ` in ${timeZone}`}`;
}

function unreadable(tenant: string, failure: string): Blocker {
  const message = `Not synced: Tenant ${tenant} has a sync window that cannot be read: ${failure}. The platform team has to correct it.`;
  return { reason: 'InvalidSyncWindow', message, retry: 'on-change' };
}
