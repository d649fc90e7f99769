import type { ApplicationStatus } from '../../resources/application.ts';
import { shortRevision } from '../../revisions/short-revision.ts';
import type { OperationReport, SyncFields } from './operation-report.ts';
import { approvalOf, historyWith, notableResults } from './operation-results.ts';

/** Nothing stood in the way; what is left undone on purpose makes it OutOfSync. */
export function statusOfSuccess(before: ApplicationStatus, report: OperationReport): SyncFields {
  const { commit, inputsDigest, startedAt, finishedAt, results, origin } = report;
  const isSame =
    results.length === 0 &&
    before.operation?.phase === 'Succeeded' &&
    before.operation.inputsDigest === inputsDigest &&
    before.operation.request === origin?.request;
  const sync = syncOfSuccess(before, report);
  const retryAt = sync.status === 'OutOfSync' && report.isPartial ? report.restAt : undefined;
  const operation = isSame
    ? before.operation
    : {
        phase: 'Succeeded' as const,
        commit,
        inputsDigest,
        startedAt,
        finishedAt,
        retryAt,
        ...approvalOf(report),
        ...origin,
      };
  return {
    sync,
    operation,
    summary: summaryOfSuccess(report),
    results: notableResults(report),
    history: results.length === 0 ? before.history : historyWith(before, report),
  };
}

/** Chosen objects say nothing of the others: these are as synced as they were. */
function syncOfSuccess({ sync: last }: ApplicationStatus, report: OperationReport): NonNullable<SyncFields['sync']> {
  const { commit, inputsDigest, holds, hooks, isPartial } = report;
  if (isPartial !== true) {
    const status = holds.length === 0 ? ('Synced' as const) : ('OutOfSync' as const);
    return { status, commit, inputsDigest, hooksDigest: hooks?.digest };
  }
  if (last?.inputsDigest === inputsDigest) return last;
  return { status: 'OutOfSync', commit: last?.commit, hooksDigest: last?.hooksDigest };
}

function summaryOfSuccess(report: OperationReport): string {
  const { commit, holds, inventory, results, isPartial, warnings = [] } = report;
  if (isPartial === true) {
    const objects = `${results.length} chosen ${results.length === 1 ? 'object' : 'objects'} changed`;
    return `Synced in part to ${commit?.slice(0, 8)}: ${objects}, the others are as they were.`;
  }
  const outcome = holds.length === 0 ? [describeSynced(commit, inventory.length)] : holds;
  return [...outcome, ...warnings].join(' ');
}

function describeSynced(commit: string | undefined, objects: number): string {
  const at = commit === undefined ? '' : ` to ${shortRevision(commit)}`;
  return `Synced${at}: ${objects} ${objects === 1 ? 'object' : 'objects'}.`;
}
