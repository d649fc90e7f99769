import { formatTime } from '#core/model/format-time.ts';
import type { InventoryEntry } from '#core/model/inventory.ts';
import type { Manifest } from '#core/model/manifest.ts';
import { objectKeyId } from '#core/model/object-key.ts';
import { buildPlan } from '#core/plan/build-plan.ts';
import { awaitsApproval } from '#core/plan/find-holds.ts';
import { findIntents } from '#core/plan/inventory-entries.ts';
import type { Plan, Sighting } from '#core/plan/plan.ts';
import type { Application } from '#core/resources/application.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { toHookItems } from '#core/status/hook-items.ts';
import { fromInventoryItems, toInventoryItems } from '#core/status/inventory-items.ts';
import { nextInventory } from '#core/status/next-inventory.ts';
import { confirmSightings } from '#core/sync-target/confirm-sightings.ts';
import { decideSync, findManualHold } from '#core/sync-target/sync-decisions.ts';
import { findWindowHold } from '#core/sync-target/window-hold.ts';
import type { TenantSpoke } from '../ports/cluster-access.port.ts';
import type { ApplicationName } from '../ports/sync-queue.port.ts';
import { assessInputs, findSourceRepositories, staysAsItIs, type SyncableInputs } from './assess-inputs.ts';
import { deleteApplication } from './delete-application.ts';
import { discreetSpoke } from './discreet-spoke.ts';
import { executePlan, type Execution } from './execution/execute-plan.ts';
import { INTERRUPTED } from './execution/interrupted.ts';
import type { HookState } from './execution/hooks/hook-book.ts';
import { type HookPlan, areHooksNoted, planHooks, reportHooks, withHookIntents } from './hook-plan.ts';
import { leaveFormerCluster } from './leave-cluster.ts';
import { renderObjects } from './render-objects.ts';
import { reportSync } from './report-sync.ts';
import { isLookDue, settleContention, type SettledContention } from './settle-contention.ts';
import { settleHandovers } from './claims/settle-handovers.ts';
import { settleClaims } from './claims/settle-claims.ts';
import { blockerOf } from './execution/spoke-blocker.ts';
import type { SyncOutcome, SyncPorts } from './sync-ports.ts';
import { syncFieldsOf, writeSyncFields } from './write-sync-fields.ts';

export interface SyncCircumstances {
  /** Another worker began this and was lost: nobody knows what it had sent. */
  readonly isTakenOver?: boolean;
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
  { isTakenOver = false }: SyncCircumstances = {},
): Promise<SyncOutcome> {
  const application = await readApplication(name, ports);
  if (application === undefined) return { ...NOTHING, outcome: 'gone' };
  const startedMs = ports.clock.now();
  const inventory = readInventory(application, isTakenOver);
  if (application.metadata.deletionTimestamp !== undefined)
    return deleteApplication(application, inventory, ports, signal);
  const inputs = await assessInputs(application, ports, signal, await readRepositories(application, ports));
  const sightings = confirmSightings(inventory, await ports.queue.takeSightings(name));
  const isFine = isWhereItShouldBe(application, inputs.digest) || staysAsItIs(application, inputs);
  const isQuiet = sightings.size === 0 && !isLookDue(application.status, startedMs);
  if (isFine && isQuiet && !isTakenOver) return NOTHING;
  const blocker = inputs.kind === 'blocked' ? inputs.blocker : findHold(application, inputs, startedMs);
  if (inputs.kind === 'blocked' || blocker !== undefined) {
    const unhealed = inventory.map((entry) => (sightings.has(objectKeyId(entry)) ? withoutEntryHash(entry) : entry));
    const { digest: inputsDigest, commit } = inputs;
    return reportSync(application, { inputsDigest, commit, startedMs, inventory: unhealed, blocker }, ports);
  }
  return syncFrom(inputs, { application, inventory, sightings, startedMs }, ports, signal);
}

/** Why nothing is synced although it could be. */
function findHold(application: Application, { target, digest }: SyncableInputs, atMs: number): Blocker | undefined {
  return findManualHold(application.spec) ?? findWindowHold(application, target, digest, atMs);
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

/** What a plan starts from. */
export interface Work {
  readonly application: Application;
  readonly inventory: readonly InventoryEntry[];
  readonly sightings: ReadonlyMap<string, Sighting>;
  readonly startedMs: number;
}

async function syncFrom(
  inputs: SyncableInputs,
  work: Work,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const { startedMs } = work;
  const { digest: inputsDigest, commit, target } = inputs;
  const cluster = target.cluster.metadata.name;
  const facts = { inputsDigest, commit, cluster, startedMs };
  const departure = await leaveFormerCluster({ ...work, tenant: target.tenant.metadata.name, cluster }, ports, signal);
  if (departure.kind === 'stuck')
    return reportSync(work.application, { ...facts, ...departure, cluster: departure.former }, ports);
  const { application } = departure;
  const planned = await planSync(inputs, { ...work, ...departure }, ports, signal);
  if ('blocker' in planned)
    return reportSync(application, { ...facts, inventory: departure.inventory, blocker: planned.blocker }, ports);
  const { plan, spoke, hooks, inventory, contention } = planned;
  const noted = await storeIntents(planned, inputs, { ...work, application, inventory }, ports);
  const contested = await settleClaims(findIntents(plan), application.metadata, cluster, ports, signal);
  if (contested !== undefined) return reportSync(noted.application, { ...facts, inventory, blocker: contested }, ports);
  const owner = { tenant: target.tenant.metadata.name, application: application.metadata.name };
  const execution = await executePlan(plan, spoke, owner, ports, signal, noted.hooks);
  const { results } = execution;
  const blocker = execution.waiting ?? planned.wait ?? findInterruption(plan, execution, signal);
  const inventoryAfter = nextInventory(noted.inventory, results);
  return reportSync(
    noted.application,
    {
      ...facts,
      inventory: inventoryAfter,
      results,
      hooks: reportHooks(hooks, execution.hooks),
      contention: contention.records,
      holds: [...contention.holds, ...plan.holds],
      warnings: planned.warnings,
      awaitsApproval: awaitsApproval(plan),
      blocker,
    },
    ports,
  );
}

interface Planned {
  readonly plan: Plan;
  /** By object key id. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly hooks: HookPlan;
  /** Quotes nothing where the objects are confidential. */
  readonly spoke: TenantSpoke;
  readonly isConfidential: boolean;
  readonly warnings: readonly string[];
  readonly contention: SettledContention;
  /** Without what was handed over to other Applications. */
  readonly inventory: readonly InventoryEntry[];
  /** Why what is gone from git is not pruned yet. */
  readonly wait: Blocker | undefined;
}

/** Ids of the objects that a plan deletes. */
function prunedBy({ waves }: Plan): Set<string> {
  const steps = waves.flatMap(({ groups }) => groups.flat());
  return new Set(steps.flatMap(({ action, key }) => (action === 'prune' ? [objectKeyId(key)] : [])));
}

/** Everything up to the first request that changes something; previews show what it answers. */
export async function planSync(
  inputs: SyncableInputs,
  work: Work,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<Planned | { readonly blocker: Blocker }> {
  const { application, inventory, sightings, startedMs } = work;
  const { target, commit } = inputs;
  const spoke = await ports.clusters.asTenant(target.cluster.metadata.name, target.tenant.metadata.name);
  if (!spoke.ok) return { blocker: blockerOf(spoke.failure) };
  const prepared = await renderObjects(inputs, application, spoke.value, ports, signal);
  if (!prepared.ok) return { blocker: prepared.failure };
  const policy = decideSync(application, target.tenant);
  const { objects, skipped, warnings, isConfidential } = prepared.value;
  const hooks = planHooks(prepared.value, {
    status: application.status,
    inputsDigest: inputs.digest,
    revision: commit,
    nowMs: startedMs,
    owner: { tenant: target.tenant.metadata.name, application: application.metadata.name },
    digest: ports.digest,
    keyedDigest: ports.keyedDigest,
  });
  const drift = { desired: objects, inventory, sightings, nowMs: startedMs };
  const contention = await settleContention(application.status, drift, spoke.value, signal);
  const wanted = {
    desired: objects,
    hooks: hooks.desired,
    skipped,
    sightings: contention.sightings,
    deleting: false,
  };
  const first = buildPlan({ ...wanted, inventory, policy });
  const cluster = target.cluster.metadata.name;
  const handover = await settleHandovers(application, inventory, prunedBy(first), cluster, ports, signal);
  const mayHaveMoved = handover.wait !== undefined;
  return {
    plan: buildPlan({ ...wanted, inventory: handover.inventory, policy: { ...policy, mayHaveMoved } }),
    manifests: new Map(objects.map(({ key, manifest }) => [objectKeyId(key), manifest])),
    inventory: handover.inventory,
    wait: handover.wait,
    hooks,
    isConfidential,
    spoke: isConfidential ? discreetSpoke(spoke.value) : spoke.value,
    warnings,
    contention,
  };
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
  { application, inventory, startedMs }: Work,
  ports: SyncPorts,
): Promise<Noted> {
  const intents = findIntents(plan);
  const withIntents = [...inventory, ...intents];
  const hooks = state && withHookIntents(state, plan);
  const areNoted = state === undefined || hooks === undefined || areHooksNoted(application.status, state, hooks);
  if (intents.length === 0 && areNoted) return { application, inventory, hooks };
  const { sync: last } = application.status;
  const operation = {
    phase: 'Running' as const,
    commit: inputs.commit,
    inputsDigest: inputs.digest,
    startedAt: formatTime(startedMs),
    ...(hooks !== undefined && hooks.run !== '' && { hookRun: hooks.run }),
  };
  const attempts =
    application.status.operation?.inputsDigest === inputs.digest ? application.status.operation.attempts : undefined;
  const running = attempts === undefined ? operation : { ...operation, attempts };
  // From now on the objects are on their way to these inputs: the last ones do not hold any more, should git go back to them.
  const sync = { status: 'OutOfSync' as const, commit: last?.commit, hooksDigest: last?.hooksDigest };
  const cluster = inputs.target.cluster.metadata.name;
  const status = {
    ...syncFieldsOf(application),
    sync,
    operation: running,
    cluster,
    inventory: toInventoryItems(withIntents),
    hooks: hooks === undefined ? application.status.hooks : toHookItems(hooks.records),
  };
  const noted = await writeSyncFields(application, status, ports.controlPlane);
  return { application: noted, inventory: withIntents, hooks };
}

/** A worker that is told to stop finishes the requests under way and hands the rest on. */
function findInterruption(plan: Plan, { results }: Execution, signal: AbortSignal): Blocker | undefined {
  const steps = plan.waves.flatMap(({ groups }) => groups.flat()).length;
  if (!signal.aborted || results.length === steps) return undefined;
  return INTERRUPTED;
}

function isWhereItShouldBe({ status }: Application, digest: string): boolean {
  return status.sync?.inputsDigest === digest && status.sync.status === 'Synced';
}

async function readApplication(name: ApplicationName, { controlPlane }: SyncPorts): Promise<Application | undefined> {
  const read = await controlPlane.read('Application', name);
  if (read.ok) return read.value;
  throw new Error(`cannot read Application ${name.namespace}/${name.name}: ${read.failure.message}`);
}

/** The view may be a moment behind the commit that this job was made for. */
async function readRepositories(application: Application, { controlPlane }: SyncPorts): Promise<Repository[]> {
  const repositories: Repository[] = [];
  for (const { metadata } of findSourceRepositories(application, controlPlane)) {
    const { namespace, name } = metadata;
    const read = await controlPlane.read('Repository', { namespace, name });
    if (read.ok && read.value !== undefined) repositories.push(read.value);
  }
  return repositories;
}
