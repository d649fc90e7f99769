import { formatTime } from '#core/model/text/format-time.ts';
import { isContendedCondition } from '#core/contention/contended-condition.ts';
import type { ContentionRecord } from '#core/contention/contention-record.ts';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import type { Application, ApplicationStatus } from '#core/resources/application.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { composeStatus } from '#core/status/operation/compose-status.ts';
import type { HookReport, SyncFields } from '#core/status/operation/operation-report.ts';
import { occurrencesOfSync } from '#core/occurrences/occurrences-of-sync.ts';
import { describeHold } from '#core/operations/read-hold.ts';
import type { OperationOrigin } from '#core/operations/operation-record.ts';
import { nextRetryMs } from '#core/status/next-retry.ts';
import { isHealed, type StepResult } from '#core/status/operation/step-result.ts';
import { isOnlyByHand } from '#core/sync-target/sync-decisions.ts';
import type { SyncOutcome, SyncPorts } from '../sync-ports.ts';
import { subjectOf } from './subject-of.ts';
import { writeSyncFields } from './write-sync-fields.ts';

/** What a sync has to say about an Application. */
export interface SyncReport {
  readonly inputsDigest: string;
  readonly commit?: string | undefined;
  readonly cluster?: string | undefined;
  readonly startedMs: number;
  /** What it said before the sync began, where the sync has written since. */
  readonly statusBefore?: ApplicationStatus | undefined;
  readonly inventory: readonly InventoryEntry[];
  readonly results?: readonly StepResult[] | undefined;
  readonly hooks?: HookReport | undefined;
  readonly contention?: readonly ContentionRecord[] | undefined;
  readonly holds?: readonly string[] | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly awaitsApproval?: boolean | undefined;
  readonly blocker?: Blocker | undefined;
  readonly commits?: readonly string[] | undefined;
  readonly origin?: OperationOrigin | undefined;
  readonly planDigest?: string | undefined;
  readonly isPartial?: boolean | undefined;
  /** When the operation is given up; milliseconds since 1970. */
  readonly deadlineMs?: number | undefined;
}

/** Writes the status with one request, and only when it says something new (law 6). */
export async function reportSync(application: Application, report: SyncReport, ports: SyncPorts): Promise<SyncOutcome> {
  const { clock } = ports;
  const { results = [], holds = [] } = report;
  const nowMs = clock.now();
  const isAskedFor =
    isOnlyByHand(application.spec) && application.hold === undefined && report.origin?.request !== undefined;
  const retryAt = (attempts: number, retry: 'soon' | 'slowly') => {
    // Without automatic sync a person decides whether it is tried again; what passes by itself is no decision.
    if (isAskedFor && retry === 'slowly') return undefined;
    // A time that is known is no failed attempt: neither the limit nor the pauses of the retry policy count.
    if (report.blocker?.untilMs !== undefined) return formatTime(report.blocker.untilMs);
    const pauseMs = nextRetryMs(attempts, application.spec.syncPolicy?.retry, clock.random());
    return pauseMs === undefined ? undefined : formatTime(nowMs + pauseMs);
  };
  const status = composeStatus(application.status, {
    ...report,
    results,
    holds,
    startedAt: formatTime(report.startedMs),
    finishedAt: formatTime(nowMs),
    retryAt,
    deadlineAt: report.deadlineMs === undefined ? undefined : formatTime(report.deadlineMs),
    restAt: isOnlyByHand(application.spec) ? undefined : formatTime(nowMs),
    afterwards: isAskedFor ? 'Sync by hand again when that is corrected.' : undefined,
    holdNote: describeHold(application),
  });
  const { metadata } = await writeSyncFields(application, status, ports.controlPlane);
  const news = { before: report.statusBefore ?? application.status, after: status, results };
  ports.events.record(subjectOf(application), occurrencesOfSync(news));
  const isNewlyContended = !isContended(news.before) && isContended(status) ? true : undefined;
  return {
    ...outcomeOf(status, report, results),
    trigger: report.origin?.trigger,
    version: metadata.resourceVersion,
    isNewlyContended,
  };
}

function isContended({ conditions = [] }: Pick<ApplicationStatus, 'conditions'>): boolean {
  return conditions.some(isContendedCondition);
}

const OUTCOMES = {
  Running: 'waiting',
  Succeeded: 'synced',
  Waiting: 'waiting',
  Failed: 'failed',
  Stalled: 'stalled',
} as const;

function outcomeOf(
  { sync, operation }: SyncFields,
  { cluster, commit }: SyncReport,
  results: readonly StepResult[],
): SyncOutcome {
  const phase = operation?.phase ?? 'Succeeded';
  const held = phase === 'Succeeded' && sync?.status !== 'Synced';
  const applied = results.filter(({ outcome }) => outcome === 'created' || outcome === 'configured');
  return {
    outcome: held ? 'held' : OUTCOMES[phase],
    reason: operation?.reason,
    cluster,
    commit,
    applied: applied.length,
    pruned: results.filter(({ outcome }) => outcome === 'pruned').length,
    healed: results.filter(isHealed).length,
  };
}
