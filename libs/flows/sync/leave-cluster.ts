import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { buildPlan } from '#core/plan/build-plan.ts';
import { describeUnapproved } from '#core/plan/find-holds.ts';
import type { Application } from '#core/resources/application.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { fromHookItems } from '#core/status/items/hook-items.ts';
import { nextInventory } from '#core/status/operation/next-inventory.ts';
import type { StepResult } from '#core/status/operation/step-result.ts';
import { decideSync, readSyncDecisions } from '#core/sync-target/sync-decisions.ts';
import { executePlan } from './execution/execute-plan.ts';
import { INTERRUPTED } from './operation/interruption.ts';
import { blockerOf } from './execution/spoke-blocker.ts';
import type { SyncPorts } from './sync-ports.ts';
import { syncFieldsOf, writeSyncFields } from './report/write-sync-fields.ts';

/** Whether an Application is free to go to its cluster, and what it owns there. */
export type Departure =
  | { readonly kind: 'free'; readonly application: Application; readonly inventory: readonly InventoryEntry[] }
  | {
      readonly kind: 'stuck';
      readonly former: string;
      readonly inventory: readonly InventoryEntry[];
      readonly results: readonly StepResult[];
      /** Absent when the results say what failed. */
      readonly blocker?: Blocker | undefined;
      readonly awaitsApproval?: boolean | undefined;
    };

export interface Move {
  readonly application: Application;
  readonly inventory: readonly InventoryEntry[];
  readonly tenant: string;
  /** Where the Application goes now. */
  readonly cluster: string;
}

/**
 * An inventory belongs to one cluster. When an Application's destination changes, what it owns on the former one is removed there
 * first, so that nothing is left behind that nobody knows of. A cluster that is not registered any more is out of reach, and so is
 * everything on it.
 */
export async function leaveFormerCluster(move: Move, ports: SyncPorts, signal: AbortSignal): Promise<Departure> {
  const { application, inventory, cluster } = move;
  const former = application.status.cluster;
  const hooks = application.status.hooks ?? [];
  if (former === undefined || former === cluster || inventory.length + hooks.length === 0)
    return { kind: 'free', application, inventory };
  const clusters = ports.controlPlane.view('Cluster');
  if (clusters.get({ namespace: SYSTEM_NAMESPACE, name: former }) === undefined) {
    // Not seen is not gone: only a complete list tells that nobody can reach its objects any more (law 3).
    const isGone = clusters.complete && clusters.unreadable.size === 0;
    return isGone
      ? { kind: 'free', application, inventory: [] }
      : { kind: 'stuck', former, inventory, results: [], blocker: notReadable(former) };
  }
  if (!readSyncDecisions(application.spec).prune)
    return { kind: 'stuck', former, inventory, results: [], blocker: leftBehind(move, former) };
  return removeThere(move, former, ports, signal);
}

async function removeThere(move: Move, former: string, ports: SyncPorts, signal: AbortSignal): Promise<Departure> {
  const { application, inventory, tenant, cluster } = move;
  const spoke = await ports.clusters.asTenant(former, tenant);
  if (!spoke.ok) return { kind: 'stuck', former, inventory, results: [], blocker: blockerOf(spoke.failure) };
  const policy = decideSync(application, undefined);
  const plan = buildPlan({ desired: [], inventory, sightings: new Map(), policy, deleting: true });
  const unapproved = describeUnapproved(plan);
  if (unapproved !== undefined) {
    const blocker = { reason: 'DeletionUnapproved', message: unapproved, retry: 'slowly' as const };
    return { kind: 'stuck', former, inventory, results: [], blocker, awaitsApproval: true };
  }
  const owner = { tenant, application: application.metadata.name };
  const left = { run: '', records: fromHookItems(application.status.hooks) };
  const { results } = await executePlan(plan, spoke.value, owner, ports, signal, left);
  const remaining = nextInventory(inventory, results);
  if (remaining.length > plan.kept.length || results.some(({ outcome }) => outcome === 'failed')) {
    const blocker = results.some(({ outcome }) => outcome === 'failed') ? undefined : INTERRUPTED;
    return { kind: 'stuck', former, inventory: remaining, results, blocker };
  }
  const status = { ...syncFieldsOf(application), inventory: [], hooks: undefined, cluster };
  return { kind: 'free', application: await writeSyncFields(application, status, ports.controlPlane), inventory: [] };
}

function notReadable(former: string): Blocker {
  const message = `Cluster ${former}, which the Application leaves, cannot be read on the management cluster. The platform team has to correct its Cluster object.`;
  return { reason: 'ClusterUnreadable', message, retry: 'soon' };
}

function leftBehind({ inventory, cluster }: Move, former: string): Blocker {
  const message =
    `The destination moved from cluster ${former} to ${cluster}, and pruning is off: ${inventory.length} objects would be left behind on ${former}. ` +
    `Set spec.syncPolicy.automated.prune, or move the destination back.`;
  return { reason: 'DestinationMoved', message, retry: 'on-change' };
}
