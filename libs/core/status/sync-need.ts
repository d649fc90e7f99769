import { nextLookMs } from '../contention/contention-record.ts';
import type { Application } from '../resources/application.ts';
import { isDeletionApproved } from '../sync-options/read-approval.ts';
import { fromContentionItems } from './items/contention-items.ts';

/** Whether an Application has to be synced, and if not now, when to look again. Times in milliseconds since 1970. */
export type SyncNeed =
  | { readonly kind: 'none' }
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly atMs: number };

/** What a deletion is for: there are no inputs to compare with. */
export const DELETION_INPUTS = 'deletion';

/** Why a deletion waits for a person. */
export const DELETION_UNAPPROVED = 'DeletionUnapproved';

/** How long a running operation is believed to be with its worker; the queue itself hands a dead worker's job on much sooner. */
const RUNNING_FOR_MS = 30_000;

/**
 * Compares what an Application was synced from with what it should be synced from. `wanted` is the digest of its inputs now;
 * equal inputs need nothing but a look at what is fought for, when that is due, and inputs that have failed are tried again when the last operation said so.
 * `isAnswered`: the last operation is what came of a request for these very inputs. A worker may see others than the hub, say
 * because git is away and only the hub has a copy: its word when to try again counts all the same.
 * `request`: what a person asks for, until a worker has taken it away.
 */
export function assessSyncNeed(
  { metadata, status }: Application,
  wanted: string,
  nowMs: number,
  isAnswered = false,
  request?: string,
): SyncNeed {
  const deleting = metadata.deletionTimestamp !== undefined;
  if (!deleting && request !== undefined)
    return needOfRequest(status.operation, { request, wanted: isAnswered ? undefined : wanted }, nowMs);
  if (!deleting && status.sync?.inputsDigest === wanted)
    return lookAt(nextLookMs(fromContentionItems(status.contention), nowMs), nowMs);
  const { operation } = status;
  if (deleting && operation?.reason === DELETION_UNAPPROVED && isApproved(metadata)) return { kind: 'now' };
  const triedFor = deleting ? DELETION_INPUTS : wanted;
  const isTried = operation?.inputsDigest === triedFor || (isAnswered && operation?.retryAt !== undefined);
  if (operation === undefined || !isTried) return { kind: 'now' };
  return lookAt(nextAttemptMs(operation), nowMs);
}

function isApproved({ annotations, deletionTimestamp }: Application['metadata']): boolean {
  return isDeletionApproved(annotations, deletionTimestamp);
}

/**
 * One that is under way waits for its time, but not for what other inputs may have ended, such as a sync window that is gone; one that has
 * ended and is still there was asked for again, or has to be taken away. `wanted`: the inputs now; undefined when a worker has seen them.
 */
function needOfRequest(
  operation: Application['status']['operation'],
  { request, wanted }: { readonly request: string; readonly wanted: string | undefined },
  nowMs: number,
): SyncNeed {
  const isUnderWay = operation?.phase === 'Running' || operation?.phase === 'Waiting';
  if (!isUnderWay || operation.request !== request) return { kind: 'now' };
  const isOfOthers = wanted !== undefined && operation.inputsDigest !== wanted;
  if (operation.phase === 'Waiting' && isOfOthers) return { kind: 'now' };
  return lookAt(nextAttemptMs(operation), nowMs);
}

function lookAt(atMs: number | undefined, nowMs: number): SyncNeed {
  if (atMs === undefined) return { kind: 'none' };
  return atMs <= nowMs ? { kind: 'now' } : { kind: 'later', atMs };
}

function nextAttemptMs({
  phase,
  startedAt,
  retryAt,
}: NonNullable<Application['status']['operation']>): number | undefined {
  if (phase === 'Running') return Date.parse(startedAt ?? '1970-01-01T00:00:00Z') + RUNNING_FOR_MS;
  return retryAt === undefined ? undefined : Date.parse(retryAt);
}
