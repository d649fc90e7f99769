import { SYSTEM_NAMESPACE } from '../resources/metadata.ts';
import type { Repository } from '../resources/repository.ts';
import type { Tenant } from '../resources/tenant.ts';

/** A revision, and for whom it is judged where that matters. */
export interface TenantRevision {
  readonly revision: string;
  readonly tenant: string | undefined;
}

const pattern = /^(.*) for tenant ([a-z0-9-]+)$/s;

/**
 * How a tenant follows a revision of a Repository. A Tenant's sourceIntegrity holds for shared repositories too, whose status all
 * tenants read: there the revision is resolved once more for this tenant, under a name that no ref can have.
 */
export function revisionForTenant({ metadata }: Repository, tenant: Tenant, revision: string): string {
  const isJudged = metadata.namespace === SYSTEM_NAMESPACE && tenant.spec.sourceIntegrity !== undefined;
  return isJudged ? `${revision} for tenant ${tenant.metadata.name}` : revision;
}

/** Takes apart what {@link revisionForTenant} put together. */
export function readTenantRevision(followed: string): TenantRevision {
  const [, revision = followed, tenant] = pattern.exec(followed) ?? [];
  return { revision, tenant };
}
