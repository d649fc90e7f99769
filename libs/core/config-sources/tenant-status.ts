import { setCondition, type Condition } from '../model/conditions.ts';
import { listBriefly } from '../model/text/list-briefly.ts';
import { tenantNamespace } from '../resources/metadata.ts';
import type { Tenant, TenantStatus } from '../resources/tenant.ts';

/** What came of reading a tenant's config sources. */
export interface ConfigVerdict {
  /** Sentences about sources that could not be read at all. */
  readonly unreadable: readonly string[];
  /** Sentences with file, line and field about documents that are wrong. */
  readonly problems: readonly string[];
  /** Sets that were read soundly. */
  readonly sets: number;
}

export function statusOfTenant({ metadata, status }: Tenant, verdict: ConfigVerdict, now: string): TenantStatus {
  return {
    namespace: tenantNamespace(metadata.name),
    observedGeneration: metadata.generation,
    conditions: setCondition(status.conditions ?? [], conditionOf(verdict), now),
  };
}

function conditionOf({ unreadable, problems, sets }: ConfigVerdict): Omit<Condition, 'lastTransitionTime'> {
  if (unreadable.length > 0) {
    const message = `${listBriefly(unreadable, ' ')} Its ApplicationSets stay as they were read last.`;
    return { type: 'Ready', status: 'False', reason: 'ConfigUnreadable', message };
  }
  if (problems.length > 0) {
    const message = `${listBriefly(problems)}. The sets named here stay as they were read last; the others go on.`;
    return { type: 'Ready', status: 'False', reason: 'ConfigInvalid', message };
  }
  const message = `${sets} ${sets === 1 ? 'ApplicationSet' : 'ApplicationSets'} from git.`;
  return { type: 'Ready', status: 'True', reason: 'ConfigRead', message };
}
