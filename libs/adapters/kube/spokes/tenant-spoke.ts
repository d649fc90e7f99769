import type { JsonObject } from '#core/model/json.ts';
import { type GroupVersionKind, groupVersionKindOf, objectKeyOf } from '#core/model/manifest.ts';
import { describeObjectKey, type ObjectKey } from '#core/model/object-key.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type {
  AppliedObject,
  ApplyRequest,
  DeleteRequest,
  OwnersRequest,
  ReplaceRequest,
  ServedKind,
  SpokeFailure,
  TenantSpoke,
} from '#flows/ports/cluster-access.port.ts';
import { objectPath } from '../discovery/object-path.ts';
import { toJsonText } from '../transport/json-text.ts';
import { type KubeAnswer, type KubeRequest, MEDIA } from '../transport/kube-request.ts';
import { metadataOf, textOf } from '../watch/watch-event.ts';
import type { ClusterConnection } from './cluster-connection.ts';
import { entryHashOf } from './entry-hash.ts';
import { listScaled } from './list-scaled.ts';
import { listServedVersions, lookUpKind, resolveServedKind } from './resolve-kind.ts';
import { type Asked, spokeFailure } from './spoke-failure.ts';
import { tenantUser } from './tenant-user.ts';

const POLICIES = { foreground: 'Foreground', background: 'Background', orphan: 'Orphan' } as const;

/** One spoke as one tenant sees it: every request impersonates the tenant (law 4). */
export class KubeTenantSpoke implements TenantSpoke {
  readonly #connection: ClusterConnection;
  readonly #impersonate: string;
  readonly fieldManager: string;

  constructor(connection: ClusterConnection, tenant: string, fieldManager: string) {
    this.#connection = connection;
    this.#impersonate = tenantUser(tenant);
    this.fieldManager = fieldManager;
  }

  async resolveKind(kind: GroupVersionKind): Promise<Result<ServedKind, SpokeFailure>> {
    return await resolveServedKind(this.#connection, kind);
  }

  async listApiVersions(): Promise<Result<readonly string[], SpokeFailure>> {
    return await listServedVersions(this.#connection);
  }

  async apply({
    manifest,
    force,
    uid,
    resourceVersion,
    isUnvalidated,
    signal,
  }: ApplyRequest): Promise<Result<AppliedObject, SpokeFailure>> {
    const key = objectKeyOf(manifest);
    const kind = await this.resolveKind(groupVersionKindOf(manifest));
    if (!kind.ok) return kind;
    const asked = this.#asked('apply', key, uid !== undefined || resourceVersion !== undefined);
    if (kind.value.namespaced && key.namespace === '') return fail(this.#withoutNamespace(asked));
    const query = new URLSearchParams({
      fieldManager: this.fieldManager,
      force: String(force),
      fieldValidation: isUnvalidated ? 'Ignore' : 'Strict',
    });
    const body = { ...manifest, metadata: { ...manifest.metadata, uid, resourceVersion } };
    const answer = await this.#send(asked, {
      method: 'PATCH',
      path: `${objectPath(kind.value, key.namespace, key.name)}?${query.toString()}`,
      contentType: MEDIA.apply,
      accept: MEDIA.metadata,
      body: toJsonText(body),
      signal,
    });
    return answer.ok ? this.#readApplied(asked, answer.value) : answer;
  }

  async replace({
    manifest,
    uid,
    resourceVersion,
    isUnvalidated,
    signal,
  }: ReplaceRequest): Promise<Result<void, SpokeFailure>> {
    const key = objectKeyOf(manifest);
    const kind = await this.resolveKind(groupVersionKindOf(manifest));
    if (!kind.ok) return kind;
    const query = new URLSearchParams({
      fieldManager: this.fieldManager,
      fieldValidation: isUnvalidated ? 'Ignore' : 'Strict',
    });
    const body = { ...manifest, metadata: { ...manifest.metadata, uid, resourceVersion } };
    const answer = await this.#send(this.#asked('replace', key, true), {
      method: 'PUT',
      path: `${objectPath(kind.value, key.namespace, key.name)}?${query.toString()}`,
      accept: MEDIA.metadata,
      body: toJsonText(body),
      signal,
    });
    return answer.ok ? succeed(undefined) : answer;
  }

  async writeOwners({
    key,
    version,
    resourceVersion,
    managedFields,
    signal,
  }: OwnersRequest): Promise<Result<AppliedObject, SpokeFailure>> {
    const asked = this.#asked('settle the owners of', key, true);
    const path = await this.#pathOf(key, version);
    if (!path.ok) return path;
    if (path.value === undefined) return fail({ kind: 'not-found', message: `Cannot ${asked.what}: its kind is gone` });
    const answer = await this.#send(asked, {
      method: 'PATCH',
      path: path.value,
      contentType: MEDIA.mergePatch,
      accept: MEDIA.metadata,
      body: toJsonText({ metadata: { resourceVersion, managedFields } }),
      signal,
    });
    return answer.ok ? this.#readApplied(asked, answer.value) : answer;
  }

  async listScaled(namespace: string, signal?: AbortSignal): Promise<Result<readonly ObjectKey[], SpokeFailure>> {
    return await listScaled(this.#connection, this.#impersonate, namespace, signal);
  }

  async read(
    key: ObjectKey,
    version: string,
    signal?: AbortSignal,
  ): Promise<Result<JsonObject | undefined, SpokeFailure>> {
    const path = await this.#pathOf(key, version);
    if (!path.ok) return path;
    if (path.value === undefined) return succeed(undefined);
    const answer = await this.#send(this.#asked('read', key, false), { method: 'GET', path: path.value, signal });
    if (answer.ok) return succeed(answer.value.body);
    return answer.failure.kind === 'not-found' ? succeed(undefined) : answer;
  }

  async delete({
    key,
    version,
    uid,
    propagation = 'background',
    signal,
  }: DeleteRequest): Promise<Result<'deleted' | 'gone', SpokeFailure>> {
    const path = await this.#pathOf(key, version);
    if (!path.ok) return path;
    if (path.value === undefined) return succeed('gone');
    const options = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid },
      propagationPolicy: POLICIES[propagation],
    };
    const answer = await this.#send(this.#asked('delete', key, true), {
      method: 'DELETE',
      path: path.value,
      accept: MEDIA.json,
      body: toJsonText(options),
      signal,
    });
    if (answer.ok) return succeed('deleted');
    return answer.failure.kind === 'not-found' ? succeed('gone') : answer;
  }

  /** Undefined when the cluster certainly serves no version of the kind: then it has no object of it either. */
  async #pathOf(key: ObjectKey, version: string): Promise<Result<string | undefined, SpokeFailure>> {
    const kind = await lookUpKind(this.#connection, { group: key.group, version, kind: key.kind }, 'any-version');
    if (!kind.ok || kind.value === undefined) return kind.ok ? succeed(undefined) : kind;
    return succeed(objectPath(kind.value, key.namespace, key.name));
  }

  async #send(asked: Asked, request: KubeRequest): Promise<Result<KubeAnswer, SpokeFailure>> {
    const answer = await this.#connection.send({ ...request, impersonate: this.#impersonate });
    if (answer.ok) return answer;
    // Not the object's own 404: the kind is not served any more.
    if (answer.failure.status === 404 && answer.failure.reason !== 'NotFound') this.#connection.discovery.forget();
    return fail(spokeFailure(asked, answer.failure));
  }

  /** Only an apply that states no field at all would have no entry, and our ownership marks are fields. */
  #readApplied(asked: Asked, { status, body }: KubeAnswer): Result<AppliedObject, SpokeFailure> {
    const uid = textOf(metadataOf(body)['uid']);
    const entryHash = entryHashOf(body, this.fieldManager);
    if (uid !== '' && entryHash !== undefined)
      return succeed({ uid, created: status === 201, entryHash, metadata: metadataOf(body) });
    const message = `Cannot ${asked.what} on cluster ${asked.cluster}: the answer lacks our own managedFields entry; something on the way to the cluster strips it`;
    return fail({ kind: 'invalid', message });
  }

  #asked(verb: string, key: ObjectKey, withUid: boolean): Asked {
    const isSecret = key.group === '' && key.kind === 'Secret';
    return { cluster: this.#connection.name, what: `${verb} ${describeObjectKey(key)}`, isSecret, withUid };
  }

  #withoutNamespace({ what, cluster }: Asked): SpokeFailure {
    return {
      kind: 'invalid',
      message: `Cannot ${what} on cluster ${cluster}: the kind is namespaced and the manifest names no namespace`,
    };
  }
}
