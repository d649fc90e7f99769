import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import { chooseObjects } from '#core/operations/choose-objects.ts';
import { buildPlan } from '#core/plan/build-plan.ts';
import type { Plan, Sighting } from '#core/plan/plan.ts';
import type { Application } from '#core/resources/application.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { decideSync } from '#core/sync-target/sync-decisions.ts';
import type { TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';
import type { SyncableInputs } from '../inputs/assess-inputs.ts';
import { discreetSpoke } from '../objects/discreet-spoke.ts';
import { blockerOf } from '../execution/spoke-blocker.ts';
import { type HookPlan, planHooks, withoutRun } from '../hooks/hook-plan.ts';
import { renderObjects } from '../objects/render-objects.ts';
import type { SyncPorts } from '../sync-ports.ts';
import { settleHandovers } from '../claims/settle-handovers.ts';
import { settleContention, type SettledContention } from '../settle-contention.ts';
import { sightObjects } from './sight-objects.ts';

/** What a plan starts from. */
export interface Work {
  readonly application: Application;
  readonly inventory: readonly InventoryEntry[];
  readonly sightings: ReadonlyMap<string, Sighting>;
  readonly startedMs: number;
}

export interface Planned {
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

/**
 * The plan for what a person asks for, where one does: it undoes drift that nobody has reported, so it looks at every object; and it may be about
 * chosen objects only.
 */
export async function planAsked(
  inputs: SyncableInputs,
  work: Work,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<(Planned & { readonly isPartial: boolean }) | { readonly blocker: Blocker }> {
  const asked = work.application.operation?.sync;
  const { tenant, cluster } = inputs.target;
  if (asked === undefined) return { ...(await planSync(inputs, work, ports, signal)), isPartial: false };
  const seen = await sightObjects(work.inventory, cluster.metadata.name, tenant.metadata.name, ports, signal);
  if (!seen.ok) return { blocker: seen.failure };
  const planned = await planSync(inputs, { ...work, sightings: seen.value }, ports, signal);
  if ('blocker' in planned || asked.resources === undefined) return { ...planned, isPartial: false };
  const chosen = chooseObjects(planned.plan, asked.resources);
  if (!chosen.ok) return { blocker: { reason: 'NoSuchObject', message: chosen.failure, retry: 'on-change' } };
  const hooks = withoutRun(planned.hooks, work.application.status);
  return { ...planned, plan: chosen.value, hooks, isPartial: true };
}
