import { CONTENDED } from '../contention/contended-condition.ts';
import { listBriefly } from '../model/text/list-briefly.ts';
import { describeObjectKey } from '../model/objects/object-key.ts';
import type { OperationOrigin } from '../operations/operation-record.ts';
import type { ApplicationStatus } from '../resources/application.ts';
import type { SyncFields } from '../status/operation/operation-report.ts';
import { isHealed, type StepResult } from '../status/operation/step-result.ts';
import { HELD } from '../status/operation/sync-conditions.ts';
import type { Occurrence } from './occurrence.ts';

/** The status of an Application before and after one sync, and what the sync did. */
export interface SyncNews {
  readonly before: ApplicationStatus;
  readonly after: SyncFields;
  readonly results: readonly StepResult[];
}

/**
 * What of a sync is worth an event: that a person's operation ended, that one failed or succeeds again, that drift was repaired, that
 * somebody else keeps writing, that an Application is held or released, that a deletion needs approval. A routine success is not, nor is a
 * wait that ends by itself: thousands of Applications wait when one cluster is away. Nothing where the status says nothing new.
 */
export function occurrencesOfSync(news: SyncNews): Occurrence[] {
  return [...endOf(news), ...repairsOf(news), ...conditionsOf(news), ...approvalOf(news)];
}

/** That a person's operation begins; undefined when it is not new. */
export function startOf(
  { operation }: ApplicationStatus,
  { trigger, username, request }: OperationOrigin,
  commit: string | undefined,
): Occurrence | undefined {
  if (trigger !== 'person' || operation?.request === request) return undefined;
  const to = commit === undefined ? '' : ` to ${commit.slice(0, 8)}`;
  return { type: 'Normal', reason: 'SyncStarted', message: `A sync${to} begins${askedBy(username)}.` };
}

function endOf({ before, after: { operation, summary = '' } }: SyncNews): Occurrence[] {
  if (operation === undefined || isSameEnd(before.operation, operation)) return [];
  const { phase, reason = 'SyncFailed', message = '' } = operation;
  if (phase === 'Stalled' && reason === 'Canceled') return [{ type: 'Normal', reason: 'SyncCanceled', message }];
  if (phase === 'Failed' || phase === 'Stalled') return [{ type: 'Warning', reason, message }];
  if (phase !== 'Succeeded') return [];
  const isPersons = operation.request !== undefined && operation.request !== before.operation?.request;
  const wasBroken = before.operation?.phase === 'Failed' || before.operation?.phase === 'Stalled';
  return isPersons || wasBroken ? [{ type: 'Normal', reason: 'Synced', message: summary }] : [];
}

/** Another attempt that ends like the last one is no news. */
function isSameEnd(
  before: ApplicationStatus['operation'],
  after: NonNullable<ApplicationStatus['operation']>,
): boolean {
  return (
    before?.phase === after.phase &&
    before.reason === after.reason &&
    before.message === after.message &&
    before.request === after.request
  );
}

function repairsOf({ results }: SyncNews): Occurrence[] {
  const repaired = results.filter(isHealed).map(({ step: { key, reason } }) => {
    return `${describeObjectKey(key)} (${reason === 'missing' ? 'was gone' : 'was changed'})`;
  });
  if (repaired.length === 0) return [];
  const message = `Put back as git says: ${listBriefly(repaired.toSorted())}.`;
  return [{ type: 'Normal', reason: 'DriftRepaired', message }];
}

function conditionsOf({ before, after }: SyncNews): Occurrence[] {
  const occurrences: Occurrence[] = [];
  const [contended, held] = [CONTENDED, HELD].map((type) => messageOf(after.conditions, type));
  if (contended !== undefined && contended !== messageOf(before.conditions, CONTENDED))
    occurrences.push({ type: 'Warning', reason: CONTENDED, message: contended });
  const wasHeld = messageOf(before.conditions, HELD);
  if (held !== undefined && held !== wasHeld)
    occurrences.push({ type: 'Normal', reason: 'RollbackHeld', message: held });
  if (held === undefined && wasHeld !== undefined)
    occurrences.push({ type: 'Normal', reason: 'RollbackReleased', message: 'Released: it follows git again.' });
  return occurrences;
}

function messageOf(conditions: SyncFields['conditions'], type: string): string | undefined {
  return conditions?.find((condition) => condition.type === type)?.message;
}

function approvalOf({ before, after: { operation, summary = '' } }: SyncNews): Occurrence[] {
  if (operation?.awaitsApproval !== true || before.operation?.awaitsApproval === true) return [];
  return [{ type: 'Warning', reason: 'ApprovalNeeded', message: summary }];
}

function askedBy(username: string | undefined): string {
  return username === undefined ? ', as a person asked' : `, as ${username} asked`;
}
