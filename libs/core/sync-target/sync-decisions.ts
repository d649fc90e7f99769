import type { SyncDecisions } from '../plan/plan.ts';
import type { Application, ApplicationSpec } from '../resources/application.ts';
import type { RequestedOperation } from '../resources/application-operation.ts';
import type { Tenant } from '../resources/tenant.ts';
import type { Blocker } from '../status/blocker.ts';
import { keepOf } from '../sync-options/keep-of.ts';
import { isDeletionApproved } from '../sync-options/read-approval.ts';
import { readApplicationOptions } from '../sync-options/read-options.ts';

/**
 * What the Application's sync policy allows, and beyond it the person who asked for the sync.
 * Rule: Argo CD's syncPolicy.automated, where `enabled` absent means on.
 */
export function readSyncDecisions(
  spec: Pick<ApplicationSpec, 'syncPolicy'>,
  asked?: RequestedOperation['sync'],
): SyncDecisions {
  const automated = spec.syncPolicy?.automated;
  const { options } = readApplicationOptions(spec);
  const keep = keepOf(options);
  const propagation = propagations.find((policy) => policy === options.get('PrunePropagationPolicy'));
  return {
    prune: automated?.prune === true || asked?.prune === true,
    selfHeal: automated?.selfHeal === true || asked !== undefined,
    allowEmpty: automated?.allowEmpty === true,
    ...(options.get('PruneLast') === 'true' && { pruneLast: true }),
    ...(keep.length > 0 && { keep }),
    ...(propagation && { propagation }),
  };
}

const propagations = ['foreground', 'background', 'orphan'] as const;

/** What this one sync may do: its policy, less what the tenant's budget holds back and a person has not approved. */
export function decideSync(
  { metadata, spec, status, operation: asked }: Application,
  tenant: Tenant | undefined,
): SyncDecisions {
  const { operation } = status;
  const since = metadata.deletionTimestamp ?? (operation?.awaitsApproval === true ? operation.startedAt : undefined);
  const pruneBudget = tenant?.spec.deletionBudget?.objects;
  return {
    ...readSyncDecisions(spec, asked?.sync),
    ...(isDeletionApproved(metadata.annotations, since) && { isApproved: true }),
    ...(pruneBudget !== undefined && { pruneBudget }),
  };
}

/** Whether automatic sync is off. */
export function isOnlyByHand({ syncPolicy }: ApplicationSpec): boolean {
  const automated = syncPolicy?.automated;
  return automated === undefined || automated.enabled === false;
}

/** Why the Application is not synced by itself; undefined when it is. */
export function findManualHold(spec: ApplicationSpec): Blocker | undefined {
  if (!isOnlyByHand(spec)) return undefined;
  const message =
    'Not synced: automatic sync is off. Sync by hand with `nabe app sync`, or set spec.syncPolicy.automated in the ApplicationSet to have every commit applied.';
  return { reason: 'AutomatedSyncOff', message, retry: 'on-change' };
}
