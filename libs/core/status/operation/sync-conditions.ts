import { CONTENDED, isContendedCondition } from '../../contention/contended-condition.ts';
import { describeContention } from '../../contention/describe-contention.ts';
import { noteHeals } from '../../contention/note-heals.ts';
import { type Condition, setCondition } from '../../model/conditions.ts';
import type { ApplicationStatus } from '../../resources/application.ts';
import { toContentionItems } from '../items/contention-items.ts';
import type { OperationReport, SyncFields } from './operation-report.ts';

/** Whether a condition is one that the sync role states. */
export function isOfSync(condition: Condition): boolean {
  return condition.type === HELD || isContendedCondition(condition);
}

/** Type of the condition of an Application that stays at a commit. */
export const HELD = 'Held';

/** What is fought for, and the conditions that the Application is held at a commit or contended. */
export function contentionFields(
  before: ApplicationStatus,
  { contention, results, finishedAt, holdNote }: OperationReport,
): Pick<SyncFields, 'contention' | 'conditions'> {
  const known = (before.conditions ?? []).filter(isOfSync);
  const held = { type: HELD, status: 'True' as const, reason: 'RolledBack', message: holdNote };
  if (contention === undefined) {
    const conditions = stateCondition(known, held, finishedAt);
    return { contention: before.contention, conditions: conditions.length === 0 ? undefined : conditions };
  }
  const nowMs = Date.parse(finishedAt);
  const records = noteHeals(contention, results, nowMs);
  const contended = {
    type: CONTENDED,
    status: 'True' as const,
    reason: 'OtherWriter',
    message: describeContention(records, nowMs),
  };
  const conditions = stateCondition(stateCondition(known, held, finishedAt), contended, finishedAt);
  return {
    contention: toContentionItems(records),
    conditions: conditions.length === 0 ? undefined : conditions,
  };
}

/** Conditions that are there only while they hold: one without a message does not. */
function stateCondition(
  conditions: readonly Condition[],
  { message, ...condition }: Pick<Condition, 'type' | 'status' | 'reason'> & { readonly message: string | undefined },
  now: string,
): Condition[] {
  if (message === undefined) return conditions.filter(({ type }) => type !== condition.type);
  return setCondition(conditions, { ...condition, message }, now);
}
