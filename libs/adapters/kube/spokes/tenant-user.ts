import { TENANT_IDENTITY_NAMESPACE } from '#core/resources/metadata.ts';

/** The user name of a tenant on every spoke. With it alone the API server adds the groups of a ServiceAccount by itself. */
export function tenantUser(tenant: string): string {
  return `system:serviceaccount:${TENANT_IDENTITY_NAMESPACE}:${tenant}`;
}
