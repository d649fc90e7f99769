import type { JsonObject } from '#core/model/json.ts';
import type { Result } from '#core/model/result.ts';
import type { SpokeFailure } from './cluster-access.port.ts';

/** One kind of object that the hub keeps on a spoke for its tenants. */
export type IdentityKind = 'Namespace' | 'ServiceAccount' | 'RoleBinding' | 'ClusterRole' | 'ClusterRoleBinding';

/**
 * The tenants' identities on a spoke, written by the hub as itself (design §11). This is the only writing the hub does in its
 * own name; everything made for a tenant goes through {@link ../ports/cluster-access.port.ts | TenantSpoke}.
 */
export interface SpokeIdentities {
  /** All objects of the kind that carry `app.kubernetes.io/managed-by: nabe` (Namespaces: all there are), complete or a failure (law 3). */
  list(cluster: string, kind: IdentityKind): Promise<Result<readonly JsonObject[], SpokeFailure>>;
  /** Server-side apply under `nabe-hub`. */
  apply(cluster: string, object: JsonObject): Promise<Result<void, SpokeFailure>>;
  /** Deletes exactly the object with this UID. */
  delete(
    cluster: string,
    object: { kind: IdentityKind; namespace: string; name: string; uid: string },
  ): Promise<Result<void, SpokeFailure>>;
}
