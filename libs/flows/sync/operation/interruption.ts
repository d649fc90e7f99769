import type { OperationOrigin } from '#core/operations/operation-record.ts';
import type { Blocker } from '#core/status/blocker.ts';

/** A worker was told to stop. */
export const INTERRUPTED: Blocker = {
  reason: 'Interrupted',
  message: 'The worker was stopped before every object was as wanted.',
  retry: 'soon',
};

/** Something newer waits: what was begun is left as it is, and the next sync goes on from there. */
export const SUPERSEDED: Blocker = {
  reason: 'Superseded',
  message: 'What is wanted has changed while the sync waited: it goes on with the newest.',
  retry: 'soon',
};

/** Nothing is tried again for the same inputs: a person decides what happens next. */
export function canceled(username: string | undefined): Blocker {
  const by = username === undefined ? '' : ` by ${username}`;
  const message = `The sync was canceled${by}: what it had done is left as it is. Sync by hand, or push a new commit.`;
  return { reason: CANCELED, message, retry: 'on-change' };
}

export const CANCELED = 'Canceled';

export function overdue(timeout: string): Blocker {
  const message = `The sync has not ended within ${timeout}, the operationTimeout of its Tenant, and was given up.`;
  return { reason: 'DeadlineExceeded', message, retry: 'slowly' };
}

/** Why a signal aborted that ends a sync; carried as its reason. */
export class Interruption {
  readonly blocker: Blocker;
  /** Whose doing it is, where it is a person's. */
  readonly origin: OperationOrigin | undefined;

  constructor(blocker: Blocker, origin?: OperationOrigin) {
    this.blocker = blocker;
    this.origin = origin;
  }
}

/** What an aborted signal means for the Application. */
export function interruptionOf({ reason }: AbortSignal): Blocker {
  return reason instanceof Interruption ? reason.blocker : INTERRUPTED;
}

/** The person who ended the sync, instead of whoever had set it going. */
export function interrupterOf({ reason }: AbortSignal): OperationOrigin | undefined {
  return reason instanceof Interruption ? reason.origin : undefined;
}
