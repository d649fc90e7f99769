import type { Application } from '../resources/application.ts';

/** Whether there is an operation to cancel: one asked for, under way, or to be tried again. */
export function isCancelable({ operation, status }: Application): boolean {
  if (operation !== undefined) return operation.cancel === undefined;
  const last = status.operation;
  return last?.phase === 'Running' || last?.phase === 'Waiting' || last?.retryAt !== undefined;
}
