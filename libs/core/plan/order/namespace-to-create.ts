import type { Manifest } from '#core/model/objects/manifest.ts';

/**
 * The namespace that the sync option CreateNamespace asks for; undefined when the Application names none, or brings it along itself:
 * then its own manifest says how it is to be. As a task it belongs to the phase PreSync.
 */
export function namespaceToCreate(namespace: string, manifests: readonly Manifest[]): Manifest | undefined {
  if (namespace === '' || manifests.some((manifest) => isNamespace(manifest, namespace))) return undefined;
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
}

function isNamespace({ apiVersion, kind, metadata }: Manifest, name: string): boolean {
  return apiVersion === 'v1' && kind === 'Namespace' && metadata.name === name;
}
