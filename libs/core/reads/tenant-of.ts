import { tenantNamespace } from '../resources/metadata.ts';

const PREFIX = tenantNamespace('');

/** The tenant that owns a namespace of the management cluster; '' for a namespace of nobody. Labels are not asked: anyone can write them. */
export function tenantOf(metadata: { readonly namespace: string }): string {
  return metadata.namespace.startsWith(PREFIX) ? metadata.namespace.slice(PREFIX.length) : '';
}
