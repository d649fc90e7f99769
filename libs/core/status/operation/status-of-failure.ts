import { isDeepEqual } from '../../model/deep-equal.ts';
import { listBriefly } from '../../model/text/list-briefly.ts';
import type { ApplicationStatus, OperationPhase } from '../../resources/application.ts';
import { type Blocker, whatHappensNext } from '../blocker.ts';
import type { OperationReport, SyncFields } from './operation-report.ts';
import { approvalOf, notableResults } from './operation-results.ts';

/** The inputs count as synced no longer, so that they are tried again even when they had been synced once. */
export function statusOfFailure(
  before: ApplicationStatus,
  report: OperationReport,
  blockers: readonly Blocker[],
): SyncFields {
  const { commit, inputsDigest, startedAt, finishedAt, origin } = report;
  const attempts = before.operation?.inputsDigest === inputsDigest ? (before.operation.attempts ?? 0) + 1 : 1;
  const retry = slowestRetry(blockers);
  const retryAt = retry === 'on-change' ? undefined : report.retryAt(attempts, retry);
  const phase = retryAt === undefined ? ('Stalled' as const) : PHASE[retry];
  const next = retryAt === undefined ? report.afterwards : undefined;
  const message = describeBlockers(
    blockers,
    next ?? whatHappensNext({ retry: retryAt === undefined ? 'on-change' : retry }),
  );
  const reason = blockers[0]?.reason;
  const begun = phase === 'Waiting' ? { hookRun: report.hooks?.run, deadlineAt: report.deadlineAt } : {};
  const tried = { attempts, retryAt, ...begun, ...approvalOf(report), ...contestedBy(blockers), ...origin };
  const operation = { phase, reason, message, commit, inputsDigest, startedAt, finishedAt, ...tried };
  return {
    sync: {
      status: commit === undefined ? 'Unknown' : 'OutOfSync',
      commit: before.sync?.commit,
      hooksDigest: before.sync?.hooksDigest,
    },
    operation: isSameRefusal(before, operation) ? before.operation : operation,
    summary: message,
    results: notableResults(report),
    history: before.history,
  };
}

function contestedBy(blockers: readonly Blocker[]) {
  const contested = blockers.flatMap((blocker) => blocker.contested ?? []).toSorted();
  return contested.length === 0 ? {} : { contested };
}

/** Nothing was tried and nothing will be: saying it again, with another time, is no news. */
function isSameRefusal(
  { operation: before }: ApplicationStatus,
  operation: NonNullable<ApplicationStatus['operation']>,
): boolean {
  const { phase, reason, message, commit, inputsDigest } = operation;
  return phase === 'Stalled' && isDeepEqual(pick(before), { phase, reason, message, commit, inputsDigest });
}

function pick(operation: ApplicationStatus['operation']) {
  if (operation === undefined) return undefined;
  const { phase, reason, message, commit, inputsDigest } = operation;
  return { phase, reason, message, commit, inputsDigest };
}

const PHASE: Record<Blocker['retry'], OperationPhase> = { soon: 'Waiting', slowly: 'Failed', 'on-change': 'Stalled' };

/** Of several blockers the one that Nabe can do least about speaks for all; only a change to every one of them is worth waiting for. */
function slowestRetry(blockers: readonly Blocker[]): Blocker['retry'] {
  if (blockers.every(({ retry }) => retry === 'on-change')) return 'on-change';
  return blockers.every(({ retry }) => retry === 'soon') ? 'soon' : 'slowly';
}

function describeBlockers(blockers: readonly Blocker[], next: string): string {
  const messages = [...new Set(blockers.map(({ message }) => message))].toSorted();
  return `${listBriefly(messages, ' ')} ${next}`;
}
