import type { JsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import type { Result } from '#core/model/result.ts';
import type { SpokeFailure } from './cluster-access.port.ts';

/** One kind of object that the hub keeps on a spoke for its tenants. */
export type IdentityKind = 'Namespace' | 'ServiceAccount' | 'RoleBinding' | 'ClusterRole' | 'ClusterRoleBinding';

export interface ClusterScopedKind {
  readonly group: string;
  readonly kind: string;
  /** Plural, as in addresses and RBAC. */
  readonly resource: string;
}

/**
 * The tenants' identities on a spoke, written by the hub as itself (design §11). This is the only writing the hub does in its
 * own name; everything made for a tenant goes through TenantSpoke (ports/cluster-access).
 */
export interface SpokeIdentities {
  /** All objects of the kind that carry `app.kubernetes.io/managed-by: nabe` (Namespaces: all there are), complete or a failure (law 3). */
  list(cluster: string, kind: IdentityKind): Promise<Result<readonly JsonObject[], SpokeFailure>>;
  /** Server-side apply under `nabe-hub`. */
  apply(cluster: string, object: Manifest): Promise<Result<void, SpokeFailure>>;
  /** Deletes exactly the object with this UID. */
  delete(
    cluster: string,
    object: { readonly kind: string; readonly namespace: string; readonly name: string; readonly uid: string },
  ): Promise<Result<void, SpokeFailure>>;
  /** One POST of a namespace with the label above. One that exists already is a success, and stays as it is. */
  createNamespace(cluster: string, name: string): Promise<Result<void, SpokeFailure>>;
  /** Every kind outside of namespaces that the cluster serves, from its discovery. */
  clusterScopedKinds(cluster: string): Promise<Result<readonly ClusterScopedKind[], SpokeFailure>>;
}
