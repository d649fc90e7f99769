import { isDeepEqual } from '#core/model/deep-equal.ts';
import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import type { ClaimIndex } from '#core/ownership/claim-index.ts';
import type { Application } from '#core/resources/application.ts';
import type { SyncTarget } from '#core/sync-target/locate-target.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';

export interface SettledNamespace {
  /** Undefined when there is none to keep, or another Application keeps it. */
  readonly manifest?: Manifest;
  /** Why what this Application says of it has no effect. */
  readonly warning?: string;
}

/**
 * One Application keeps the labels and annotations of a namespace that several share: the first one. The others leave them alone, so that
 * they are not changed to and fro, and say so where they want others.
 */
export function settleNamespace(
  manifest: Manifest | undefined,
  { metadata, spec }: Pick<Application, 'metadata' | 'spec'>,
  { cluster }: SyncTarget,
  { claims, controlPlane }: { readonly claims: ClaimIndex; readonly controlPlane: Pick<ControlPlane, 'view'> },
): SettledNamespace {
  if (manifest === undefined) return {};
  const owner = claims.ownerOf(cluster.metadata.name, objectKeyOf(manifest));
  if (owner === undefined || owner === `${metadata.namespace}/${metadata.name}`) return { manifest };
  const [namespace = '', name = ''] = owner.split('/');
  const theirs = controlPlane.view('Application').get({ namespace, name })?.spec.syncPolicy?.managedNamespaceMetadata;
  if (isDeepEqual(theirs, spec.syncPolicy?.managedNamespaceMetadata)) return {};
  const warning = `Namespace ${manifest.metadata.name} is kept by Application ${owner}, so that spec.syncPolicy.managedNamespaceMetadata of this one has no effect. State it in one of them.`;
  return { warning };
}
