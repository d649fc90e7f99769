import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { objectKeyId, type ObjectKey } from '#core/model/objects/object-key.ts';
import { buildPlan } from '#core/plan/build-plan.ts';
import { describeUnapproved } from '#core/plan/find-holds.ts';
import type { Application } from '#core/resources/application.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { StepResult } from '#core/status/operation/step-result.ts';
import { DELETION_INPUTS, DELETION_UNAPPROVED } from '#core/status/sync-need.ts';
import { nextInventory } from '#core/status/operation/next-inventory.ts';
import { findCluster } from '#core/sync-target/locate-target.ts';
import { decideSync } from '#core/sync-target/sync-decisions.ts';
import { RESOURCES_FINALIZER } from '#core/targeting/judge-application.ts';
import { settleHandovers } from './claims/settle-handovers.ts';
import { discreetSpoke } from './objects/discreet-spoke.ts';
import { readDeletionHooks, storeDeletionHooks } from './hooks/deletion-hooks.ts';
import { executePlan } from './execution/execute-plan.ts';
import type { TenantSpoke } from '../ports/clusters/cluster-access.port.ts';
import { describeStaying, waitUntilGone } from './execution/wait-until-gone.ts';
import { INTERRUPTED } from './operation/interruption.ts';
import { reportSync } from './report/report-sync.ts';
import { blockerOf } from './execution/spoke-blocker.ts';
import type { SyncOutcome, SyncPorts } from './sync-ports.ts';

/**
 * Takes an Application's objects off its cluster, by inventory and in reverse order, and lets the Application go once they are gone.
 * Whatever cannot be deleted, or is kept by finalizers for longer than half a minute, keeps the Application, which says why.
 */
export async function deleteApplication(
  application: Application,
  inventory: readonly InventoryEntry[],
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const { metadata, spec } = application;
  if (!metadata.finalizers.includes(RESOURCES_FINALIZER)) return { outcome: 'gone', applied: 0, pruned: 0, healed: 0 };
  const { hooks = [], deletionHooks = false } = application.status;
  if (inventory.length === 0 && hooks.length === 0 && !deletionHooks) return release(application, 0, ports);
  const tenant = tenantOfNamespace(metadata.namespace) ?? '';
  const place = application.status.cluster === undefined ? spec.destination : { name: application.status.cluster };
  const cluster = findCluster(ports.controlPlane.view('Cluster').list(), place)?.metadata.name;
  const facts = { inputsDigest: DELETION_INPUTS, cluster, startedMs: ports.clock.now(), inventory };
  if (cluster === undefined)
    return reportSync(application, { ...facts, blocker: clusterMissing(metadata.name, place) }, ports);
  const spoke = await ports.clusters.asTenant(cluster, tenant);
  if (!spoke.ok) return reportSync(application, { ...facts, blocker: blockerOf(spoke.failure) }, ports);
  const owner = { tenant, application: metadata.name };
  const read = await readDeletionHooks(application, owner, cluster, spoke.value, ports, signal);
  if (!read.ok) return reportSync(application, { ...facts, blocker: read.failure }, ports);
  const plan = buildPlan({
    desired: [],
    hooks: read.value.desired,
    inventory,
    sightings: new Map(),
    policy: decideSync(application, undefined),
    deleting: true,
  });
  const unapproved = describeUnapproved(plan);
  if (unapproved !== undefined) {
    const blocker = { reason: DELETION_UNAPPROVED, message: unapproved, retry: 'slowly' as const };
    return reportSync(application, { ...facts, blocker }, ports);
  }
  const surplus = new Set(inventory.map(objectKeyId));
  const handover = await settleHandovers(application, inventory, surplus, cluster, ports, signal);
  if (handover.wait !== undefined) return reportSync(application, { ...facts, blocker: handover.wait }, ports);
  if (handover.inventory.length < inventory.length)
    return deleteApplication(application, handover.inventory, ports, signal);
  const noted = await storeDeletionHooks(application, plan, read.value.state, ports);
  const target = read.value.isConfidential ? discreetSpoke(spoke.value) : spoke.value;
  const execution = await executePlan(plan, target, owner, ports, signal, noted.state);
  const { results } = execution;
  const pruned = results.filter(({ outcome }) => outcome === 'pruned').length;
  const hasFailed = results.some(({ outcome }) => outcome === 'failed');
  const isThrough = !hasFailed && results.length === plan.waves.flatMap(({ groups }) => groups.flat()).length;
  const staying = await waitForFinalizers(results, spoke.value, ports, signal);
  if (isThrough && execution.waiting === undefined && staying === undefined)
    return release(noted.application, pruned, ports);
  const stayingIds = new Set(staying?.objects.map(objectKeyId));
  const stuck = inventory.filter((entry) => stayingIds.has(objectKeyId(entry)));
  return reportSync(
    noted.application,
    {
      ...facts,
      statusBefore: application.status,
      inventory: [...nextInventory(inventory, results), ...stuck],
      results,
      hooks: { records: execution.hooks, run: noted.state.run || undefined, hasDeletionHooks: deletionHooks },
      blocker: execution.waiting ?? staying?.blocker ?? (hasFailed ? undefined : INTERRUPTED),
    },
    ports,
  );
}

/** What is on its way out and does not get there; undefined when all is gone. */
interface Staying {
  readonly objects: readonly ObjectKey[];
  readonly blocker: Blocker;
}

/** An API server says with its answer which objects have finalizers: the others cost no further look. */
async function waitForFinalizers(
  results: readonly StepResult[],
  spoke: TenantSpoke,
  { clock }: SyncPorts,
  signal: AbortSignal,
): Promise<Staying | undefined> {
  const terminating = results.flatMap((result) => {
    if (result.outcome !== 'pruned' || result.terminating === undefined || result.step.action !== 'prune') return [];
    return [{ key: result.step.key, version: result.step.version, uid: result.terminating }];
  });
  if (terminating.length === 0) return undefined;
  const departure = await waitUntilGone(terminating, spoke, clock, signal);
  if (departure.kind === 'gone') return undefined;
  if (departure.kind === 'unseen')
    return { objects: terminating.map(({ key }) => key), blocker: blockerOf(departure.failure) };
  const message = `Deleted and still there: ${describeStaying(departure.objects)}. The controllers that set these finalizers have to take them off; if they are gone, somebody has to do it by hand.`;
  return {
    objects: departure.objects.map(({ key }) => key),
    blocker: { reason: 'DeletionPending', message, retry: 'slowly' },
  };
}

async function release({ metadata }: Application, pruned: number, { controlPlane }: SyncPorts): Promise<SyncOutcome> {
  const { namespace, name } = metadata;
  const released = await controlPlane.removeFinalizer('Application', { namespace, name }, RESOURCES_FINALIZER);
  if (!released.ok && released.failure.kind !== 'not-found') {
    throw new Error(`cannot let Application ${namespace}/${name} go: ${released.failure.message}`);
  }
  return { outcome: 'deleted', applied: 0, pruned, healed: 0 };
}

function clusterMissing(
  application: string,
  { name, server }: { readonly name?: string | undefined; readonly server?: string | undefined },
) {
  const message = `Application ${application} is to be deleted, but its cluster ${name ?? server ?? ''} is not registered: register it again, or take the finalizer ${RESOURCES_FINALIZER} off to leave its objects there.`;
  return { reason: 'ClusterMissing', message, retry: 'slowly' as const };
}
