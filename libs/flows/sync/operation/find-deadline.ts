import type { Application } from '#core/resources/application.ts';
import { durationToMs } from '#core/resources/schema/shared-fields.ts';
import type { SyncableInputs } from '../inputs/assess-inputs.ts';

export interface Deadline {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** As the Tenant has it. */
  readonly timeout: string;
}

/** When the operation is given up, by its Tenant's rule; one that goes on has the time that it was given first. */
export function findDeadline(
  { status: { operation } }: Application,
  { target: { tenant }, digest }: SyncableInputs,
  startedMs: number,
): Deadline | undefined {
  const timeout = tenant.spec.operationTimeout;
  if (timeout === undefined) return undefined;
  const goesOn = operation?.inputsDigest === digest && (operation.phase === 'Running' || operation.phase === 'Waiting');
  const given = goesOn && operation.deadlineAt !== undefined ? Date.parse(operation.deadlineAt) : undefined;
  return { atMs: given ?? startedMs + durationToMs(timeout), timeout };
}
