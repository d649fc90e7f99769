import { UNKNOWN_VERSION } from '#core/model/objects/resource-version.ts';
import { formatTime } from '#core/model/text/format-time.ts';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import { awaitsApproval } from '#core/plan/find-holds.ts';
import { type OperationOrigin, originOf } from '#core/operations/operation-record.ts';
import { requestId } from '#core/operations/request-id.ts';
import { findIntents } from '#core/plan/inventory-entries.ts';
import { startOf } from '#core/occurrences/occurrences-of-sync.ts';
import { planText } from '#core/plan/plan-text.ts';
import type { Plan } from '#core/plan/plan.ts';
import type { Application } from '#core/resources/application.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { toHookItems } from '#core/status/items/hook-items.ts';
import { fromInventoryItems, toInventoryItems } from '#core/status/items/inventory-items.ts';
import { nextInventory } from '#core/status/operation/next-inventory.ts';
import { confirmSightings } from '#core/sync-target/confirm-sightings.ts';
import type { ApplicationName, SeenVersions, Sightings } from '../ports/sync-queue.port.ts';
import { assessInputs, staysAsItIs, type SyncableInputs } from './inputs/assess-inputs.ts';
import { readApplication, readRepositories, untilRulesAreSeen } from './inputs/read-newest.ts';
import { deleteApplication } from './delete-application.ts';
import { executePlan, type Execution } from './execution/execute-plan.ts';
import type { HookState } from './execution/hooks/hook-book.ts';
import { areHooksNoted, reportHooks, withHookIntents } from './hooks/hook-plan.ts';
import { leaveFormerCluster } from './leave-cluster.ts';
import { reportSync } from './report/report-sync.ts';
import { subjectOf } from './report/subject-of.ts';
import { isLookDue } from './settle-contention.ts';
import { settleClaims } from './claims/settle-claims.ts';
import type { SyncOutcome, SyncPorts } from './sync-ports.ts';
import { syncFieldsOf, writeSyncFields } from './report/write-sync-fields.ts';
import { cancelOperation } from './operation/cancel-operation.ts';
import { endHooks } from './operation/end-hooks.ts';
import { CANCELED, interrupterOf, interruptionOf } from './operation/interruption.ts';
import { settleRequest } from './operation/settle-request.ts';
import { type Deadline, findDeadline } from './operation/find-deadline.ts';
import { canceledBefore, findHold, isDoneByHand } from './operation/find-hold.ts';
import { planAsked, type Planned, type Work } from './operation/plan-sync.ts';
import { watchInterruptions } from './operation/watch-interruptions.ts';

export interface SyncCircumstances {
  /** Another worker began this and was lost: nobody knows what it had sent. */
  readonly isTakenOver?: boolean;
  /** What the views have to show at least, that they are enough; undefined: the newest is read past them. */
  readonly seen?: SeenVersions | undefined;
  /** False: nothing was sighted when the job was handed out, and whatever was since is asked for by another one. */
  readonly isSighted?: boolean;
}

const NOTHING: SyncOutcome = { outcome: 'unchanged', applied: 0, pruned: 0, healed: 0 };

/**
 * Makes one Application on its cluster what git says: settle the inputs, render, plan, apply, report. Reads the newest truth
 * itself (law 2), so running it once too often costs nothing on the spoke and nothing is written.
 */
export async function syncApplication(
  name: ApplicationName,
  ports: SyncPorts,
  signal: AbortSignal,
  { isTakenOver = false, seen, isSighted = true }: SyncCircumstances = {},
): Promise<SyncOutcome> {
  await untilRulesAreSeen(ports.controlPlane, seen, ports.clock, signal);
  const application = await readApplication(name, ports.controlPlane, isTakenOver ? undefined : seen);
  if (application === undefined) return { ...NOTHING, outcome: 'gone' };
  const inventory = readInventory(application, isTakenOver);
  if (application.metadata.deletionTimestamp !== undefined)
    return deleteApplication(application, inventory, ports, signal);
  const request = requestId(application, ports.digest);
  const outcome = await syncExisting({ application, inventory, request, isTakenOver, seen, isSighted }, ports, signal);
  if (outcome.reason === CANCELED) await settleRequest(name, 'cancel', ports);
  if (request !== undefined && outcome.outcome !== 'waiting') await settleRequest(name, { request }, ports);
  return request === undefined ? outcome : { ...outcome, version: UNKNOWN_VERSION };
}

interface Task {
  readonly application: Application;
  readonly inventory: readonly InventoryEntry[];
  /** What a person asks for. */
  readonly request: string | undefined;
  readonly isTakenOver: boolean;
  readonly seen: SeenVersions | undefined;
  readonly isSighted: boolean;
}

async function syncExisting(task: Task, ports: SyncPorts, signal: AbortSignal): Promise<SyncOutcome> {
  const { application, inventory, request, isTakenOver, seen, isSighted } = task;
  const startedMs = ports.clock.now();
  const inputs = await assessInputs(
    application,
    ports,
    signal,
    await readRepositories(application, ports.controlPlane, seen),
  );
  const sighted: Sightings = isSighted ? await ports.queue.takeSightings(application.metadata) : new Map();
  const sightings = confirmSightings(inventory, sighted);
  const isFine =
    isWhereItShouldBe(application, inputs.digest) ||
    staysAsItIs(application, inputs) ||
    isDoneByHand(application, inputs.digest);
  const isSeen = sightings.size > 0 || isLookDue(application.status, startedMs);
  const isQuiet = isFine && !isSeen && !isTakenOver;
  const { operation } = application;
  if (isQuiet && operation?.sync === undefined) return NOTHING;
  if (operation?.cancel !== undefined) return cancelOperation(application, inputs, inventory, request, ports, signal);
  const blocker = inputs.kind === 'blocked' ? inputs.blocker : findHold(application, inputs, startedMs);
  const origin = originOf(application, request, isFine && sightings.size > 0);
  if (inputs.kind === 'blocked' || blocker !== undefined) {
    const unhealed = inventory.map((entry) => (sightings.has(objectKeyId(entry)) ? withoutEntryHash(entry) : entry));
    const { digest: inputsDigest, commit } = inputs;
    const stays = blocker?.reason === CANCELED ? canceledBefore(application) : origin;
    return reportSync(
      application,
      { inputsDigest, commit, startedMs, inventory: unhealed, blocker, origin: stays },
      ports,
    );
  }
  return syncFrom(inputs, { application, inventory, sightings, startedMs, origin }, ports, signal);
}

/** What was seen to differ is not seen again: the next sync has to take it for unconfirmed. */
function withoutEntryHash({ entryHash: _, ...entry }: InventoryEntry): InventoryEntry {
  return entry;
}

/**
 * What the Application owns. An operation that never ended leaves it open what its worker had sent, so nothing counts as confirmed.
 */
function readInventory({ status }: Application, isTakenOver: boolean): InventoryEntry[] {
  const inventory = fromInventoryItems(status.inventory);
  return isTakenOver || status.operation?.phase === 'Running' ? inventory.map(withoutEntryHash) : inventory;
}

/** What a sync starts from. */
interface SyncWork extends Work {
  readonly origin: OperationOrigin;
}

async function syncFrom(
  inputs: SyncableInputs,
  work: SyncWork,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const { startedMs, origin } = work;
  const { digest: inputsDigest, commit, commits, target } = inputs;
  const cluster = target.cluster.metadata.name;
  const { status: statusBefore } = work.application;
  const several = commits.length > 1 && { commits };
  const facts = { inputsDigest, commit, cluster, startedMs, statusBefore, origin, ...several };
  const departure = await leaveFormerCluster({ ...work, tenant: target.tenant.metadata.name, cluster }, ports, signal);
  if (departure.kind === 'stuck')
    return reportSync(work.application, { ...facts, ...departure, cluster: departure.former }, ports);
  const { application } = departure;
  const planned = await planAsked(inputs, { ...work, ...departure }, ports, signal);
  if ('blocker' in planned)
    return reportSync(application, { ...facts, inventory: departure.inventory, blocker: planned.blocker }, ports);
  const { plan, spoke, hooks, inventory, contention, isPartial } = planned;
  const start = startOf(statusBefore, origin, commit);
  if (start !== undefined) ports.events.record(subjectOf(application), [start]);
  const deadline = findDeadline(application, inputs, startedMs);
  const noted = await storeIntents(planned, inputs, { ...work, application, inventory, deadline }, ports);
  const contested = await settleClaims(findIntents(plan), application.metadata, cluster, ports, signal);
  if (contested !== undefined) return reportSync(noted.application, { ...facts, inventory, blocker: contested }, ports);
  const owner = { tenant: target.tenant.metadata.name, application: application.metadata.name };
  const watch = watchInterruptions(application, inputs, deadline, ports, signal);
  const execution = await executePlan(plan, spoke, owner, ports, watch.signal, noted.hooks, watch.newer).finally(
    watch.stop,
  );
  const { results } = execution;
  const blocker = execution.waiting ?? planned.wait ?? findInterruption(plan, execution, watch.signal);
  const isGivenUp = watch.signal.aborted && !signal.aborted;
  const run = noted.hooks?.run;
  const left = isGivenUp
    ? await endHooks(execution.hooks, run, { spoke, owner, clock: ports.clock, signal })
    : execution.hooks;
  const inventoryAfter = nextInventory(noted.inventory, results);
  return reportSync(
    noted.application,
    {
      ...facts,
      inventory: inventoryAfter,
      results,
      hooks: reportHooks(hooks, left),
      contention: contention.records,
      holds: [...contention.holds, ...plan.holds],
      warnings: planned.warnings,
      awaitsApproval: awaitsApproval(plan),
      blocker,
      planDigest: ports.digest(planText(plan)).slice(0, 16),
      isPartial: isPartial || undefined,
      deadlineMs: deadline?.atMs,
      origin: interrupterOf(watch.signal) ?? origin,
    },
    ports,
  );
}

/** The Application as it is once the intents are stored, with them in its inventory. */
interface Noted {
  readonly application: Application;
  readonly inventory: readonly InventoryEntry[];
  /** Undefined when hooks have nothing to do with this sync. */
  readonly hooks: HookState | undefined;
}

/** Notes new objects and hooks before they are created: a worker that dies in between leaves no orphan, and no hook runs twice. */
async function storeIntents(
  { plan, hooks: { state } }: Planned,
  inputs: SyncableInputs,
  { application, inventory, startedMs, origin, deadline }: SyncWork & { readonly deadline: Deadline | undefined },
  ports: SyncPorts,
): Promise<Noted> {
  const intents = findIntents(plan);
  const withIntents = [...inventory, ...intents];
  const hooks = state && withHookIntents(state, plan);
  const areNoted = state === undefined || hooks === undefined || areHooksNoted(application.status, state, hooks);
  if (intents.length === 0 && areNoted) return { application, inventory, hooks };
  const before = syncFieldsOf(application);
  const { sync: last } = before;
  const operation = {
    phase: 'Running' as const,
    commit: inputs.commit,
    inputsDigest: inputs.digest,
    startedAt: formatTime(startedMs),
    ...(hooks !== undefined && hooks.run !== '' && { hookRun: hooks.run }),
    ...(deadline !== undefined && { deadlineAt: formatTime(deadline.atMs) }),
    ...origin,
  };
  const attempts =
    application.status.operation?.inputsDigest === inputs.digest ? application.status.operation.attempts : undefined;
  const running = attempts === undefined ? operation : { ...operation, attempts };
  // From now on the objects are on their way to these inputs: the last ones do not hold any more, should git go back to them.
  const sync = { status: 'OutOfSync' as const, commit: last?.commit, hooksDigest: last?.hooksDigest };
  const cluster = inputs.target.cluster.metadata.name;
  const status = {
    ...before,
    sync,
    operation: running,
    cluster,
    inventory: toInventoryItems(withIntents),
    hooks: hooks === undefined ? before.hooks : toHookItems(hooks.records),
  };
  const noted = await writeSyncFields(application, status, ports.controlPlane);
  return { application: noted, inventory: withIntents, hooks };
}

/** A worker that is told to stop finishes the requests under way and hands the rest on. */
function findInterruption(plan: Plan, { results }: Execution, signal: AbortSignal): Blocker | undefined {
  const steps = plan.waves.flatMap(({ groups }) => groups.flat()).length;
  if (!signal.aborted || results.length === steps) return undefined;
  return interruptionOf(signal);
}

function isWhereItShouldBe({ status }: Application, digest: string): boolean {
  return status.sync?.inputsDigest === digest && status.sync.status === 'Synced';
}
