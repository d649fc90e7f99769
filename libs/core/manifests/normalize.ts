import {
  type GroupVersionKind,
  groupVersionKindOf,
  type Manifest,
  type ManifestMetadata,
} from '#core/model/objects/manifest.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ManifestProblem, PlacedManifest } from './placed-manifest.ts';

/** Where one Application puts its objects. */
export interface Destination {
  /** For objects that name no namespace; '' when the Application gives none. */
  readonly namespace: string;
  /** Whether the cluster serves the kind inside namespaces. */
  readonly isNamespaced: (kind: GroupVersionKind) => boolean;
}

/** Metadata that only the API server writes: sent along, it would fail as a precondition or be ignored. */
const serverFields = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields', 'selfLink'];

/**
 * Settles what a manifest means on one cluster: its namespace (absent for cluster-scoped kinds, whatever the file says) and
 * the fields left once those the server writes, `status` among them, are taken off. Fails when a namespaced object has no
 * namespace from either side.
 */
export function normalizeManifest(
  placed: PlacedManifest,
  destination: Destination,
): Result<PlacedManifest, ManifestProblem> {
  const { namespace: written, ...rest } = withoutServerFields(placed.manifest.metadata);
  const { manifest: _, ...place } = placed;
  if (!destination.isNamespaced(groupVersionKindOf(placed.manifest))) {
    return succeed({ ...place, manifest: withMetadata(placed.manifest, rest) });
  }
  const namespace = written || destination.namespace;
  if (namespace === '') {
    const message = `${placed.manifest.kind} ${rest.name} names no namespace, and neither does the Application's destination`;
    return fail({ file: placed.file, line: placed.line, message });
  }
  return succeed({ ...place, manifest: withMetadata(placed.manifest, { ...rest, namespace }) });
}

function withMetadata(manifest: Manifest, metadata: ManifestMetadata): Manifest {
  const { apiVersion, kind, ...rest } = manifest;
  const kept = Object.entries(rest).filter(([field]) => field !== 'status');
  return { apiVersion, kind, ...Object.fromEntries(kept), metadata };
}

function withoutServerFields(metadata: ManifestMetadata): ManifestMetadata {
  const kept = Object.entries(metadata).filter(([field]) => !serverFields.includes(field));
  return { ...Object.fromEntries(kept), name: metadata.name };
}
