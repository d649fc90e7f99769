import type { Condition } from '../model/conditions.ts';
import type { ApplicationSetStatus } from '../resources/application-set.ts';
import type { Occurrence } from './occurrence.ts';

/** What of a look at an ApplicationSet is worth an event: another number of Applications, a refusal, deletions that wait for a person. */
export function occurrencesOfSet(before: ApplicationSetStatus, after: ApplicationSetStatus): Occurrence[] {
  return [...readinessOf(before, after), ...heldOf(before, after)];
}

function readinessOf(before: ApplicationSetStatus, after: ApplicationSetStatus): Occurrence[] {
  const [was, is] = [conditionOf(before, 'Ready'), conditionOf(after, 'Ready')];
  if (is === undefined || isSame(was, is)) return [];
  if (is.status === 'True') return [{ type: 'Normal', reason: is.reason, message: is.message }];
  // A set that is new has to read something first.
  if (was === undefined && is.reason === 'FactsIncomplete') return [];
  return [{ type: 'Warning', reason: is.reason, message: is.message }];
}

function heldOf(before: ApplicationSetStatus, after: ApplicationSetStatus): Occurrence[] {
  const is = conditionOf(after, 'DeletionsHeld');
  if (is === undefined || isSame(conditionOf(before, 'DeletionsHeld'), is)) return [];
  return [{ type: 'Warning', reason: 'DeletionsHeld', message: is.message }];
}

function conditionOf({ conditions }: ApplicationSetStatus, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

function isSame(before: Condition | undefined, after: Condition): boolean {
  return before?.status === after.status && before.reason === after.reason && before.message === after.message;
}
