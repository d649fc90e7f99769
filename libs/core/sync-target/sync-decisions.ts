import type { SyncDecisions } from '../plan/plan.ts';
import type { ApplicationSpec } from '../resources/application.ts';
import type { Blocker } from '../status/blocker.ts';

/** What the Application's sync policy allows. Rule: Argo CD's syncPolicy.automated, where `enabled` absent means on. */
export function readSyncDecisions({ syncPolicy }: ApplicationSpec): SyncDecisions {
  const automated = syncPolicy?.automated;
  return {
    prune: automated?.prune === true,
    selfHeal: automated?.selfHeal === true,
    allowEmpty: automated?.allowEmpty === true,
    ...(syncPolicy?.syncOptions?.includes('PruneLast=true') && { pruneLast: true }),
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
