import type { ContentionRecord } from '../contention/contention-record.ts';
import { CONTENDED, isContendedCondition } from '../contention/contended-condition.ts';
import { describeContention } from '../contention/describe-contention.ts';
import { noteHeals } from '../contention/note-heals.ts';
import { type Condition, setCondition } from '../model/conditions.ts';
import { isDeepEqual } from '../model/deep-equal.ts';
import type { InventoryEntry } from '../model/inventory.ts';
import { listBriefly } from '../model/list-briefly.ts';
import { objectKeyId } from '../model/object-key.ts';
import type { ApplicationStatus, OperationPhase } from '../resources/application.ts';
import { shortRevision } from '../revisions/short-revision.ts';
import { whatHappensNext, type Blocker } from './blocker.ts';
import type { HookRecord } from '../plan/hooks/hook-record.ts';
import { toContentionItems } from './contention-items.ts';
import type { OperationOrigin } from '../operations/operation-record.ts';
import { toHookItems } from './hook-items.ts';
import { toInventoryItems } from './inventory-items.ts';
import type { StepResult } from './step-result.ts';

/** What one operation came to. Times are RFC 3339. */
export interface OperationReport {
  readonly inputsDigest: string;
  /** The commit that was rendered; undefined when it did not come to that. */
  readonly commit?: string | undefined;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Where the inventory's objects are; undefined when it did not come to that. */
  readonly cluster?: string | undefined;
  /** After the operation. */
  readonly inventory: readonly InventoryEntry[];
  readonly results: readonly StepResult[];
  /** Undefined when the operation did not come to know them. */
  readonly hooks?: HookReport | undefined;
  /** Objects that are fought for; undefined when the operation did not come to know. */
  readonly contention?: readonly ContentionRecord[] | undefined;
  /** Why a part is left undone on purpose. */
  readonly holds: readonly string[];
  /** What is written and has no effect. */
  readonly warnings?: readonly string[] | undefined;
  /** Whether something waits for a person to approve its deletion. */
  readonly awaitsApproval?: boolean | undefined;
  /** Why the operation as a whole could not go on. */
  readonly blocker?: Blocker | undefined;
  /** Of the commit's sources, where there are several. */
  readonly commits?: readonly string[] | undefined;
  readonly origin?: OperationOrigin | undefined;
  readonly planDigest?: string | undefined;
  /** Only chosen objects were synced. */
  readonly isPartial?: boolean | undefined;
  /** When the operation is given up unless it has ended, RFC 3339. */
  readonly deadlineAt?: string | undefined;
  /** Why newer commits are not synced. */
  readonly holdNote?: string | undefined;
  /** When to try again after this many attempts for the same inputs; undefined for never. */
  readonly retryAt: (attempts: number, retry: 'soon' | 'slowly') => string | undefined;
  /** When the rest follows, where only chosen objects were synced; undefined for not by itself. */
  readonly restAt?: string | undefined;
  /** What happens next where nothing is tried again by itself; a sentence. */
  readonly afterwards?: string | undefined;
}

/** The hooks of an operation. */
export interface HookReport {
  /** Absent when the operation had nothing to do with them. */
  readonly records?: readonly HookRecord[] | undefined;
  /** The run that goes on when the operation is not through; undefined when no hook runs. */
  readonly run?: string | undefined;
  /** Of the manifests for which the hooks have run when the operation succeeds. */
  readonly digest?: string | undefined;
  /** Whether there are hooks for the Application's deletion. */
  readonly hasDeletionHooks: boolean;
}

/** The fields of the status that the sync role owns (design §4). */
export type SyncFields = Pick<
  ApplicationStatus,
  | 'sync'
  | 'operation'
  | 'summary'
  | 'cluster'
  | 'inventory'
  | 'hooks'
  | 'contention'
  | 'deletionHooks'
  | 'results'
  | 'history'
  | 'conditions'
>;

const LONGEST_HISTORY = 10;
const MOST_RESULTS = 50;

/** The status after an operation: equal to the one before when nothing was done and nothing is different. */
export function composeStatus(before: ApplicationStatus, report: OperationReport): SyncFields {
  const blockers = findBlockers(report);
  const owned = {
    cluster: report.cluster ?? before.cluster,
    inventory: toInventoryItems(report.inventory),
    hooks: report.hooks?.records === undefined ? before.hooks : toHookItems(report.hooks.records),
    ...contentionFields(before, report),
    deletionHooks: report.hooks === undefined ? before.deletionHooks : report.hooks.hasDeletionHooks || undefined,
  };
  const stated = blockers.length > 0 ? statusOfFailure(before, report, blockers) : statusOfSuccess(before, report);
  const summary = [stated.summary, report.holdNote].filter((text) => text !== undefined).join(' ');
  return { ...stated, ...owned, summary };
}

/** Whether a condition is one that the sync role states. */
export function isOfSync(condition: Condition): boolean {
  return condition.type === HELD || isContendedCondition(condition);
}

const HELD = 'Held';

function contentionFields(
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

function findBlockers({ blocker, results }: OperationReport): Blocker[] {
  const failed = results.flatMap((result) => (result.outcome === 'failed' ? [result.blocker] : []));
  return blocker === undefined ? failed : [blocker, ...failed];
}

function statusOfSuccess(before: ApplicationStatus, report: OperationReport): SyncFields {
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
    history:
      results.length === 0
        ? before.history
        : [historyItem(report), ...(before.history ?? [])].slice(0, LONGEST_HISTORY),
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

/** The inputs count as synced no longer, so that they are tried again even when they had been synced once. */
function statusOfFailure(before: ApplicationStatus, report: OperationReport, blockers: readonly Blocker[]): SyncFields {
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

/** Since when the approval is asked for is told by the start of the operation: one that only asks again keeps the first start. */
function approvalOf({ awaitsApproval }: OperationReport) {
  return awaitsApproval === true ? { awaitsApproval } : {};
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

function describeSynced(commit: string | undefined, objects: number): string {
  const at = commit === undefined ? '' : ` to ${shortRevision(commit)}`;
  return `Synced${at}: ${objects} ${objects === 1 ? 'object' : 'objects'}.`;
}

/** Objects that failed, first; then those that were pruned. What was simply applied is in the inventory. */
function notableResults({ results }: OperationReport): ApplicationStatus['results'] {
  const failed = results.flatMap((result) =>
    result.outcome === 'failed'
      ? [{ id: objectKeyId(result.step.key), outcome: result.outcome, message: result.blocker.message }]
      : [],
  );
  const pruned = results.flatMap(({ step, outcome }) =>
    outcome === 'pruned' ? [{ id: objectKeyId(step.key), outcome }] : [],
  );
  const notable = [...failed, ...pruned].slice(0, MOST_RESULTS);
  return notable.length === 0 ? undefined : notable;
}

function historyItem(report: OperationReport) {
  const { commit = '', commits, startedAt, finishedAt, origin, planDigest, isPartial, results } = report;
  const count = (outcome: StepResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const changed = { created: count('created'), configured: count('configured'), pruned: count('pruned') };
  const who = { trigger: origin?.trigger, username: origin?.username };
  return { commit, commits: commits && [...commits], startedAt, finishedAt, ...who, planDigest, isPartial, ...changed };
}
