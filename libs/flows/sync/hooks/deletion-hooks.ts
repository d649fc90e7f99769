import { formatTime } from '#core/model/text/format-time.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { newRun, openRun } from '#core/plan/hooks/decide-hook-run.ts';
import { formatHookRun } from '#core/plan/hooks/hook-run.ts';
import type { DesiredHook, Plan } from '#core/plan/plan.ts';
import type { Application } from '#core/resources/application.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { fromHookItems, toHookItems } from '#core/status/items/hook-items.ts';
import { DELETION_INPUTS } from '#core/status/sync-need.ts';
import { RESOURCES_FINALIZER } from '#core/targeting/judge-application.ts';
import type { TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';
import { assessInputs } from '../inputs/assess-inputs.ts';
import type { HookState } from '../execution/hooks/hook-book.ts';
import type { StepOwner } from '../execution/own-uid.ts';
import { areHooksNoted, desiredHooks, withHookIntents } from './hook-plan.ts';
import { renderObjects } from '../objects/render-objects.ts';
import type { SyncPorts } from '../sync-ports.ts';
import { syncFieldsOf, writeSyncFields } from '../report/write-sync-fields.ts';

/** The hooks of a deletion, and what is left of those of syncs: these go with the objects. */
export interface DeletionHooks {
  readonly desired: readonly DesiredHook[];
  readonly state: HookState;
  /** Nothing of them may be quoted. */
  readonly isConfidential: boolean;
}

/**
 * Reads the PreDelete and PostDelete hooks from git, where the last sync saw some. A deletion that cannot read them waits: skipping
 * them might leave, say, a database that its owner pays for.
 */
export async function readDeletionHooks(
  application: Application,
  owner: StepOwner,
  cluster: string,
  spoke: TenantSpoke,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<Result<DeletionHooks, Blocker>> {
  const records = fromHookItems(application.status.hooks);
  const none = { desired: [], state: { run: '', records }, isConfidential: false };
  if (application.status.deletionHooks !== true) return succeed(none);
  const inputs = await assessInputs(application, ports, signal);
  if (inputs.kind === 'blocked') return fail(unreadable(inputs.blocker));
  if (inputs.target.cluster.metadata.name !== cluster) return succeed(none);
  const prepared = await renderObjects(inputs, application, spoke, ports, signal);
  if (!prepared.ok) return fail(unreadable(prepared.failure));
  const { status } = application;
  const run = openRun(status, DELETION_INPUTS) ?? newRun(status, inputs.commit, ports.clock.now());
  return succeed({
    desired: prepared.value.hooks.flatMap((manifest) => desiredHooks(manifest, run, owner, ports.digest, true)),
    state: { run: formatHookRun(run), records },
    isConfidential: prepared.value.isConfidential,
  });
}

/** Notes the hooks before the first of them is created, as a sync does. */
export async function storeDeletionHooks(
  application: Application,
  plan: Plan,
  state: HookState,
  { controlPlane, clock }: SyncPorts,
): Promise<{ readonly application: Application; readonly state: HookState }> {
  const noted = withHookIntents(state, plan);
  if (areHooksNoted(application.status, state, noted)) return { application, state };
  const operation = {
    phase: 'Running' as const,
    inputsDigest: DELETION_INPUTS,
    startedAt: formatTime(clock.now()),
    hookRun: noted.run,
  };
  const status = { ...syncFieldsOf(application), operation, hooks: toHookItems(noted.records) };
  return { application: await writeSyncFields(application, status, controlPlane), state: noted };
}

function unreadable({ reason, message }: Blocker): Blocker {
  const text = `The Application is to be deleted, but the hooks for it cannot be read. ${message} To let it go without them, and leave its objects, take the finalizer ${RESOURCES_FINALIZER} off.`;
  return { reason, message: text, retry: 'slowly' };
}
