import type { SyncDecisions } from '../plan/plan.ts';
import type { Application, ApplicationSpec } from '../resources/application.ts';
import type { Tenant } from '../resources/tenant.ts';
import type { Blocker } from '../status/blocker.ts';
import { keepOf } from '../sync-options/keep-of.ts';
import { isDeletionApproved } from '../sync-options/read-approval.ts';
import { readApplicationOptions } from '../sync-options/read-options.ts';

/** What the Application's sync policy allows. Rule: Argo CD's syncPolicy.automated, where `enabled` absent means on. */
export function readSyncDecisions(spec: Pick<ApplicationSpec, 'syncPolicy'>): SyncDecisions {
  const automated = spec.syncPolicy?.automated;
  const { options } = readApplicationOptions(spec);
  const keep = keepOf(options);
  const propagation = propagations.find((policy) => policy === options.get('PrunePropagationPolicy'));
  return {
    prune: automated?.prune === true,
    selfHeal: automated?.selfHeal === true,
    allowEmpty: automated?.allowEmpty === true,
    ...(options.get('PruneLast') === 'true' && { pruneLast: true }),
    ...(keep.length > 0 && { keep }),
    ...(propagation && { propagation }),
  };
}

const propagations = ['foreground', 'background', 'orphan'] as const;

/** What this one sync may do: its policy, less what the tenant's budget holds back and a person has not approved. */
export function decideSync({ metadata, spec, status }: Application, tenant: Tenant | undefined): SyncDecisions {
  const { operation } = status;
  const since = metadata.deletionTimestamp ?? (operation?.awaitsApproval === true ? operation.startedAt : undefined);
  const pruneBudget = tenant?.spec.deletionBudget?.objects;
  return {
    ...readSyncDecisions(spec),
    ...(isDeletionApproved(metadata.annotations, since) && { isApproved: true }),
    ...(pruneBudget !== undefined && { pruneBudget }),
  };
}

/** Why the Application is not synced by itself; undefined when it is. */
export function findManualHold({ syncPolicy }: ApplicationSpec): Blocker | undefined {
  const automated = syncPolicy?.automated;
  if (automated !== undefined && automated.enabled !== false) return undefined;
  const message =
    'Not synced: automatic sync is off. Set spec.syncPolicy.automated in the ApplicationSet to have every commit applied.';
  return { reason: 'AutomatedSyncOff', message, retry: 'on-change' };
}
