import { z } from 'zod';
import { DnsName } from './schema/shared-fields.ts';

/** What we read of any object's metadata; everything else is kept out of our types on purpose. */
export const ObjectMeta = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  uid: z.string().default(''),
  resourceVersion: z.string().default(''),
  generation: z.number().default(0),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
  finalizers: z.array(z.string()).default([]),
  creationTimestamp: z.string().optional(),
  deletionTimestamp: z.string().optional(),
});
export type ObjectMeta = z.infer<typeof ObjectMeta>;

const Texts = z.record(z.string(), z.string()).default({});

/** What people write into an object's metadata; fields beyond these are let through. `longestName`: in characters. */
export function writtenMetadata(longestName: number) {
  return z
    .looseObject({
      name: DnsName.max(longestName).describe('Name of the object.'),
      namespace: z.string().optional().describe('Namespace of the object on the management cluster.'),
      labels: Texts.describe('Labels of the object.'),
      annotations: Texts.describe('Annotations of the object.'),
    })
    .describe('Name, labels and annotations of the object.');
}

/** API group and version of our own resources. */
export const NABE_GROUP = 'nabe.dev';
export const NABE_VERSION = 'v1alpha1';
export const NABE_API_VERSION = `${NABE_GROUP}/${NABE_VERSION}`;

/** Namespace of the hub on the management cluster: clusters, shared repositories, leases. */
export const SYSTEM_NAMESPACE = 'nabe-system';

/** Namespace on every spoke that holds the tenants' identities (design §11). */
export const TENANT_IDENTITY_NAMESPACE = 'nabe-tenants';

/**
 * UID of a spoke's kube-system namespace as it was registered, on its Cluster: one cluster cannot be registered under two names, and
 * another one that answers at its address is found out at once.
 */
export const CLUSTER_UID_ANNOTATION = 'nabe.dev/cluster-uid';

/**
 * On a Repository: whoever changes it has it polled at once. A hub that got a webhook tells the hub that leads with it; the value is the
 * time of the request.
 */
export const POLL_REQUESTED_ANNOTATION = 'nabe.dev/poll-requested-at';

export const TENANT_LABEL = 'nabe.dev/tenant';
export const APPLICATION_SET_LABEL = 'nabe.dev/applicationset';

/** The namespace a tenant owns on the management cluster. */
export function tenantNamespace(tenant: string): string {
  return `tenant-${tenant}`;
}

/** Inverse of {@link tenantNamespace}; undefined for a namespace that belongs to no tenant. */
export function tenantOfNamespace(namespace: string): string | undefined {
  const name = namespace.startsWith('tenant-') ? namespace.slice('tenant-'.length) : '';
  return name === '' ? undefined : name;
}
