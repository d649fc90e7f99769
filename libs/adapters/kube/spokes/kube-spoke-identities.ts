import type { JsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { MANAGED_BY, MANAGED_BY_LABEL } from '#core/tenancy/access-objects.ts';
import type { ServedKind, SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type { ClusterScopedKind, IdentityKind, SpokeIdentities } from '#flows/ports/clusters/spoke-identities.port.ts';
import { collectionPath, objectPath } from '../discovery/object-path.ts';
import { toJsonText } from '../transport/json-text.ts';
import { type KubeAnswer, type KubeRequest, MEDIA } from '../transport/kube-request.ts';
import { listAllPages } from '../watch/list-all-pages.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { spokeFailure } from './spoke-failure.ts';

/** The tenants' identities on the spokes, written by the hub in its own name. */
export class KubeSpokeIdentities implements SpokeIdentities {
  readonly #connections: ClusterConnections;

  constructor(connections: ClusterConnections) {
    this.#connections = connections;
  }

  async list(cluster: string, kind: IdentityKind): Promise<Result<readonly JsonObject[], SpokeFailure>> {
    const connection = this.#connections.get(cluster);
    if (!connection.ok) return connection;
    const objects: JsonObject[] = [];
    const selector = kind === 'Namespace' ? '' : `labelSelector=${encodeURIComponent(MANAGED_BY_NABE)}`;
    const listed = await listAllPages({
      send: (request) => connection.value.send(request),
      path: `${collectionPath(SERVED[kind], '')}?${selector}`,
      accept: MEDIA.json,
      each: (object) => objects.push(object),
    });
    return listed.ok ? succeed(objects) : fail(spokeFailure({ cluster, what: `list every ${kind}` }, listed.failure));
  }

  async apply(cluster: string, object: Manifest): Promise<Result<void, SpokeFailure>> {
    const kind = identityKindOf(object.kind);
    const { namespace = '', name } = object.metadata;
    const path = objectPath(SERVED[kind], namespace, name);
    const applied = await this.#send(cluster, `apply ${kind} ${name}`, {
      method: 'PATCH',
      path: `${path}?fieldManager=nabe-hub&force=true&fieldValidation=Strict`,
      accept: MEDIA.metadata,
      contentType: MEDIA.apply,
      body: toJsonText(object),
    });
    return applied.ok ? succeed(undefined) : applied;
  }

  /** An object that is gone already is a success. */
  async delete(
    cluster: string,
    { kind, namespace, name, uid }: Parameters<SpokeIdentities['delete']>[1],
  ): Promise<Result<void, SpokeFailure>> {
    const options = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid },
      propagationPolicy: 'Background',
    };
    const path = objectPath(SERVED[identityKindOf(kind)], namespace, name);
    const deleted = await this.#send(cluster, `delete ${kind} ${name}`, {
      method: 'DELETE',
      path,
      body: toJsonText(options),
    });
    return deleted.ok || deleted.failure.kind === 'not-found' ? succeed(undefined) : deleted;
  }

  async createNamespace(cluster: string, name: string): Promise<Result<void, SpokeFailure>> {
    const labels = { [MANAGED_BY_LABEL]: MANAGED_BY };
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
    const connection = this.#connections.get(cluster);
    if (!connection.ok) return connection;
    const created = await connection.value.send({
      method: 'POST',
      path: `${collectionPath(SERVED.Namespace, '')}?fieldManager=nabe-hub`,
      accept: MEDIA.metadata,
      body: toJsonText(namespace),
    });
    if (created.ok || created.failure.reason === 'AlreadyExists') return succeed(undefined);
    return fail(spokeFailure({ cluster, what: `create Namespace ${name}` }, created.failure));
  }

  /** At most a minute old; sorted by group, then kind. */
  async clusterScopedKinds(cluster: string): Promise<Result<readonly ClusterScopedKind[], SpokeFailure>> {
    const connection = this.#connections.get(cluster);
    if (!connection.ok) return connection;
    const served = await connection.value.discovery.served(KINDS_MAX_AGE_MS);
    if (!served.ok) return fail(spokeFailure({ cluster, what: 'read which kinds are served' }, served.failure));
    const kinds = served.value.preferred().filter(({ namespaced }) => !namespaced);
    return succeed(kinds.map(({ group, kind, resource }) => ({ group, kind, resource })).toSorted(byGroupAndKind));
  }

  async #send(cluster: string, what: string, request: KubeRequest): Promise<Result<KubeAnswer, SpokeFailure>> {
    const connection = this.#connections.get(cluster);
    if (!connection.ok) return connection;
    const answer = await connection.value.send(request);
    return answer.ok
      ? answer
      : fail(spokeFailure({ cluster, what, withUid: request.method === 'DELETE' }, answer.failure));
  }
}

function identityKindOf(kind: string): IdentityKind {
  for (const known of IDENTITY_KINDS) if (known === kind) return known;
  throw new Error(`the hub writes no ${kind} on spokes in its own name`);
}

function byGroupAndKind(a: ClusterScopedKind, b: ClusterScopedKind): number {
  return `${a.group}/${a.kind}` < `${b.group}/${b.kind}` ? -1 : 1;
}

const KINDS_MAX_AGE_MS = 60_000;
const MANAGED_BY_NABE = 'app.kubernetes.io/managed-by=nabe';
const RBAC = { group: 'rbac.authorization.k8s.io', version: 'v1' };
const CORE = { group: '', version: 'v1' };

const SERVED: Readonly<Record<IdentityKind, ServedKind>> = {
  Namespace: { ...CORE, kind: 'Namespace', resource: 'namespaces', namespaced: false },
  ServiceAccount: { ...CORE, kind: 'ServiceAccount', resource: 'serviceaccounts', namespaced: true },
  RoleBinding: { ...RBAC, kind: 'RoleBinding', resource: 'rolebindings', namespaced: true },
  ClusterRole: { ...RBAC, kind: 'ClusterRole', resource: 'clusterroles', namespaced: false },
  ClusterRoleBinding: { ...RBAC, kind: 'ClusterRoleBinding', resource: 'clusterrolebindings', namespaced: false },
};

const IDENTITY_KINDS: readonly IdentityKind[] = [
  'Namespace',
  'ServiceAccount',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
];
