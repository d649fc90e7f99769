import type { Manifest } from '#core/model/manifest.ts';

/** Labels and annotations of a namespace, as in an Application's `syncPolicy.managedNamespaceMetadata`. */
export interface NamespaceMetadata {
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/**
 * The namespace that the sync option CreateNamespace asks for; undefined when the Application names none, or brings it along itself:
 * then its own manifest says how it is to be. As a task it belongs to the phase PreSync.
 */
export function namespaceToCreate(
  namespace: string,
  manifests: readonly Manifest[],
  { labels, annotations }: NamespaceMetadata = {},
): Manifest | undefined {
  if (namespace === '' || manifests.some((manifest) => isNamespace(manifest, namespace))) return undefined;
  const metadata = { name: namespace, ...(labels && { labels }), ...(annotations && { annotations }) };
  return { apiVersion: 'v1', kind: 'Namespace', metadata };
}

function isNamespace({ apiVersion, kind, metadata }: Manifest, name: string): boolean {
  return apiVersion === 'v1' && kind === 'Namespace' && metadata.name === name;
}
