import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { originOf } from '#core/operations/operation-record.ts';
import type { Application } from '#core/resources/application.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import { fromHookItems } from '#core/status/items/hook-items.ts';
import type { HookRecord } from '#core/plan/hooks/hook-record.ts';
import type { Inputs } from '../inputs/assess-inputs.ts';
import { reportSync } from '../report/report-sync.ts';
import type { SyncOutcome, SyncPorts } from '../sync-ports.ts';
import { endHooks } from './end-hooks.ts';
import { canceled } from './interruption.ts';

/**
 * Ends an operation that no worker is busy with: one that waits for its hooks, for the next attempt, or whose cluster is away. The worker that
 * is busy with one cancels it itself. Needs the cluster only for hooks that run, and does without it.
 */
export async function cancelOperation(
  application: Application,
  inputs: Inputs,
  inventory: readonly InventoryEntry[],
  request: string | undefined,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const username = application.operation?.username;
  const records = await endOpenHooks(application, ports, signal);
  const report = {
    inputsDigest: inputs.digest,
    commit: inputs.commit,
    startedMs: ports.clock.now(),
    inventory,
    hooks: { records, hasDeletionHooks: application.status.deletionHooks === true },
    blocker: canceled(username),
    origin: originOf(application, request, false),
  };
  return reportSync(application, report, ports);
}

async function endOpenHooks(
  { metadata, status }: Application,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<readonly HookRecord[]> {
  const records = fromHookItems(status.hooks);
  const run = status.operation?.hookRun;
  const { cluster } = status;
  if (run === undefined || cluster === undefined) return records;
  const tenant = tenantOfNamespace(metadata.namespace) ?? '';
  const spoke = await ports.clusters.asTenant(cluster, tenant);
  if (!spoke.ok) return records;
  const owner = { tenant, application: metadata.name };
  return endHooks(records, run, { spoke: spoke.value, owner, clock: ports.clock, signal });
}
