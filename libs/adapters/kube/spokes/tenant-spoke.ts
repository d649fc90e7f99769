import type { JsonObject } from '#core/model/json.ts';
import { type GroupVersionKind, groupVersionKindOf, objectKeyOf } from '#core/model/manifest.ts';
import { describeObjectKey, type ObjectKey } from '#core/model/object-key.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { ownedFields } from '#core/ownership/field-entry.ts';
import type {
  AppliedObject,
  ApplyRequest,
  DeleteRequest,
  InspectedObject,
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
import { listServedVersions, lookUpKind, resolveServedKind } from './resolve-kind.ts';
import { type Asked, spokeFailure } from './spoke-failure.ts';
import { tenantUser } from './tenant-user.ts';

/** One spoke as one tenant sees it: every request impersonates the tenant (law 4). */
export class KubeTenantSpoke implements TenantSpoke {
  readonly #connection: ClusterConnection;
  readonly #impersonate: string;
  readonly #fieldManager: string;

  constructor(connection: ClusterConnection, tenant: string, fieldManager: string) {
    this.#connection = connection;
    this.#impersonate = tenantUser(tenant);
    this.#fieldManager = fieldManager;
  }

  async resolveKind(kind: GroupVersionKind): Promise<Result<ServedKind, SpokeFailure>> {
    return await resolveServedKind(this.#connection, kind);
  }

  async listApiVersions(): Promise<Result<readonly string[], SpokeFailure>> {
    return await listServedVersions(this.#connection);
  }

  async apply(request: ApplyRequest): Promise<Result<AppliedObject, SpokeFailure>> {
    const asked = this.#asked('apply', objectKeyOf(request.manifest), request.uid !== undefined);
    const answer = await this.#patch(asked, request, { accept: MEDIA.metadata });
    return answer.ok ? this.#readApplied(asked, answer.value) : answer;
  }

  async tryApply(request: ApplyRequest): Promise<Result<JsonObject, SpokeFailure>> {
    const asked = this.#asked('try to apply', objectKeyOf(request.manifest), request.uid !== undefined);
    const answer = await this.#patch(asked, request, { accept: MEDIA.json, dryRun: 'All' });
    return answer.ok ? succeed(answer.value.body) : answer;
  }

  async inspect(
    key: ObjectKey,
    version: string,
    signal?: AbortSignal,
  ): Promise<Result<InspectedObject | undefined, SpokeFailure>> {
    const found = await this.read(key, version, signal);
    if (!found.ok || found.value === undefined) return found.ok ? succeed(undefined) : found;
    const object = found.value;
    const { uid, managedFields } = metadataOf(object);
    const entryHash = entryHashOf(object, this.#fieldManager);
    const ownFields = ownedFields(managedFields, this.#fieldManager);
    return succeed({ object, uid: textOf(uid), entryHash, ownFields });
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

  async delete({ key, version, uid, signal }: DeleteRequest): Promise<Result<'deleted' | 'gone', SpokeFailure>> {
    const path = await this.#pathOf(key, version);
    if (!path.ok) return path;
    if (path.value === undefined) return succeed('gone');
    const options = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid },
      propagationPolicy: 'Background',
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

  /** One server-side apply. */
  async #patch(
    asked: Asked,
    { manifest, force, uid, signal }: ApplyRequest,
    { accept, ...more }: { readonly accept: string; readonly dryRun?: 'All' },
  ): Promise<Result<KubeAnswer, SpokeFailure>> {
    const key = objectKeyOf(manifest);
    const kind = await this.resolveKind(groupVersionKindOf(manifest));
    if (!kind.ok) return kind;
    if (kind.value.namespaced && key.namespace === '') return fail(this.#withoutNamespace(asked));
    const query = new URLSearchParams({
      fieldManager: this.#fieldManager,
      force: String(force),
      fieldValidation: 'Strict',
      ...more,
    });
    const body = uid === undefined ? manifest : { ...manifest, metadata: { ...manifest.metadata, uid } };
    return await this.#send(asked, {
      method: 'PATCH',
      path: `${objectPath(kind.value, key.namespace, key.name)}?${query.toString()}`,
      contentType: MEDIA.apply,
      accept,
      body: toJsonText(body),
      signal,
    });
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
    const entryHash = entryHashOf(body, this.#fieldManager);
    if (uid !== '' && entryHash !== undefined) return succeed({ uid, created: status === 201, entryHash });
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
