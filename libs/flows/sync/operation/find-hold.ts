import type { OperationOrigin } from '#core/operations/operation-record.ts';
import type { Application } from '#core/resources/application.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { findManualHold, isOnlyByHand } from '#core/sync-target/sync-decisions.ts';
import { findWindowHold } from '#core/sync-target/window-hold.ts';
import type { SyncableInputs } from '../inputs/assess-inputs.ts';
import { CANCELED, canceled } from './interruption.ts';

/** Why nothing is synced although it could be. What a person asks for needs no automatic sync. */
export function findHold(
  application: Application,
  { target, digest }: SyncableInputs,
  atMs: number,
): Blocker | undefined {
  const { operation, hold, spec } = application;
  const isAskedFor = operation?.sync !== undefined || hold !== undefined;
  const byHand = isAskedFor ? undefined : findManualHold(spec);
  const ended = operation?.sync === undefined ? findCanceled(application, digest) : undefined;
  return byHand ?? ended ?? findWindowHold(application, target, digest, atMs, isAskedFor);
}

/** An operation that was canceled is not begun again for the same inputs, whatever drifts. */
function findCanceled({ status: { operation } }: Application, digest: string): Blocker | undefined {
  const isCanceled = operation?.reason === CANCELED && operation.inputsDigest === digest;
  return isCanceled ? canceled(operation.username) : undefined;
}

/** Whoever canceled is named as long as that stands. */
export function canceledBefore({ status: { operation } }: Application): OperationOrigin {
  return { trigger: 'person', username: operation?.username, request: operation?.request };
}

/** A person's sync of an Application without automatic sync has ended, and its result stands until the inputs change or it is asked again. */
export function isDoneByHand({ spec, hold, status: { operation } }: Application, digest: string): boolean {
  if (!isOnlyByHand(spec) || hold !== undefined || operation?.request === undefined) return false;
  return operation.inputsDigest === digest && (operation.phase === 'Stalled' || operation.phase === 'Succeeded');
}
