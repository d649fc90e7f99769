import type { Manifest } from '../model/objects/manifest.ts';
import { namespaceToCreate } from '../plan/order/namespace-to-create.ts';
import type { ApplicationSpec } from '../resources/application.ts';
import { readApplicationOptions } from '../sync-options/read-options.ts';
import { podSecurityPrefix } from '../tenancy/check-object.ts';

/** The namespace outlives its manifests and its Application: other Applications and people may use it. */
const KEPT = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

/**
 * The destination's namespace with the labels and annotations of `managedNamespaceMetadata`; undefined without it, without the sync
 * option CreateNamespace, or where one of the manifests is that namespace. Rule: Argo CD's. How pods are confined is the platform team's
 * to say: an Application that states it is refused, and here is the boundary.
 */
export function managedNamespace(
  { destination, syncPolicy }: Pick<ApplicationSpec, 'destination' | 'syncPolicy'>,
  manifests: readonly Manifest[],
): Manifest | undefined {
  const metadata = syncPolicy?.managedNamespaceMetadata;
  if (metadata === undefined || readApplicationOptions({ syncPolicy }).options.get('CreateNamespace') !== 'true')
    return undefined;
  const namespace = namespaceToCreate(destination.namespace, manifests);
  if (namespace === undefined) return undefined;
  const labels = Object.entries(metadata.labels ?? {}).filter(([key]) => !key.startsWith(podSecurityPrefix));
  const annotations = { ...metadata.annotations, ...KEPT };
  return { ...namespace, metadata: { ...namespace.metadata, labels: Object.fromEntries(labels), annotations } };
}
