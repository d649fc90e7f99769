import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { type GroupVersionKind, groupVersionKindOf, type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { describeObjectKey, type ObjectKey } from '#core/model/objects/object-key.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { ownedFields } from '#core/ownership/field-entry.ts';
import type {
  AppliedObject,
  ApplyRequest,
  ClientSideRequest,
  DeleteRequest,
  InspectedObject,
  OwnersRequest,
  ReplaceRequest,
  ServedKind,
  SpokeFailure,
  TenantSpoke,
} from '#flows/ports/clusters/cluster-access.port.ts';
import { collectionPath, objectPath } from '../discovery/object-path.ts';
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

/** What a write of a whole manifest is about. */
type Written = Pick<ApplyRequest, 'manifest' | 'uid' | 'resourceVersion' | 'isConfidential' | 'signal'>;

type HowToWrite = Pick<KubeRequest, 'method' | 'contentType' | 'accept'> & {
  readonly query?: Readonly<Record<string, string>> | undefined;
};

/** One spoke as one tenant sees it: every request impersonates the tenant (law 4), but that for the namespace of a destination. */
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

  async apply(request: ApplyRequest): Promise<Result<AppliedObject, SpokeFailure>> {
    const asked = this.#askedToWrite('apply', request);
    const how = { method: 'PATCH', contentType: MEDIA.apply, accept: MEDIA.metadata } as const;
    const answer = await this.#write(asked, request, { ...how, query: { force: String(request.force) } });
    return answer.ok ? this.#readApplied(asked, answer.value) : answer;
  }

  async applyNamespace({
    manifest: { metadata },
    signal,
  }: Pick<ApplyRequest, 'manifest' | 'signal'>): Promise<Result<AppliedObject, SpokeFailure>> {
    const { name, labels = {}, annotations = {} } = metadata;
    const manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels, annotations } };
    const asked = this.#askedToWrite('apply', { manifest });
    const path = await this.#pathToWrite(asked, manifest, 'object', { force: 'true' });
    if (!path.ok) return path;
    const how = { method: 'PATCH', contentType: MEDIA.apply, accept: MEDIA.metadata } as const;
    const request = { ...how, path: path.value, body: toJsonText(manifest), signal };
    const answer = await this.#connection.send(request);
    return answer.ok ? this.#readApplied(asked, answer.value) : fail(spokeFailure(asked, answer.failure));
  }

  async tryApply(request: ApplyRequest): Promise<Result<JsonObject, SpokeFailure>> {
    const asked = this.#askedToWrite('try to apply', request);
    const how = { method: 'PATCH', contentType: MEDIA.apply, accept: MEDIA.json } as const;
    const answer = await this.#write(asked, request, {
      ...how,
      query: { force: String(request.force), dryRun: 'All' },
    });
    return answer.ok ? succeed(answer.value.body) : answer;
  }

  async replace(request: ReplaceRequest): Promise<Result<void, SpokeFailure>> {
    const asked = this.#askedToWrite('replace', request);
    const answer = await this.#write(asked, request, { method: 'PUT', accept: MEDIA.metadata });
    return answer.ok ? succeed(undefined) : answer;
  }

  async writeClientSide(request: ClientSideRequest): Promise<Result<AppliedObject, SpokeFailure>> {
    const asked = this.#askedClientSide('apply', request);
    const answer = await this.#sendClientSide(asked, request, { accept: MEDIA.metadata });
    return answer.ok ? this.#readApplied(asked, answer.value) : answer;
  }

  async tryClientSide(request: ClientSideRequest): Promise<Result<JsonObject, SpokeFailure>> {
    const asked = this.#askedClientSide('try to apply', request);
    const answer = await this.#sendClientSide(asked, request, { accept: MEDIA.json, query: { dryRun: 'All' } });
    return answer.ok ? succeed(answer.value.body) : answer;
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

  async inspect(
    key: ObjectKey,
    version: string,
    signal?: AbortSignal,
  ): Promise<Result<InspectedObject | undefined, SpokeFailure>> {
    const found = await this.read(key, version, signal);
    if (!found.ok || found.value === undefined) return found.ok ? succeed(undefined) : found;
    const object = found.value;
    const { uid, managedFields } = metadataOf(object);
    const entryHash = entryHashOf(object, this.fieldManager);
    const ownFields = ownedFields(managedFields, this.fieldManager);
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

  async delete({
    key,
    version,
    uid,
    propagation = 'background',
    signal,
  }: DeleteRequest): Promise<Result<'deleted' | 'gone' | 'terminating', SpokeFailure>> {
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
    if (answer.ok) return succeed(hasFinalizers(answer.value.body) ? 'terminating' : 'deleted');
    return answer.failure.kind === 'not-found' ? succeed('gone') : answer;
  }

  /** One write of a whole manifest. */
  async #write(
    asked: Asked,
    { manifest, uid, resourceVersion, signal }: Written,
    how: HowToWrite,
  ): Promise<Result<KubeAnswer, SpokeFailure>> {
    const path = await this.#pathToWrite(asked, manifest, 'object', how.query);
    if (!path.ok) return path;
    const body = { ...manifest, metadata: { ...manifest.metadata, uid, resourceVersion } };
    const { query: _, ...request } = how;
    return await this.#send(asked, { ...request, path: path.value, body: toJsonText(body), signal });
  }

  async #sendClientSide(
    asked: Asked,
    { manifest, write, isLenient = false, signal }: ClientSideRequest,
    { accept, query }: { readonly accept: string; readonly query?: HowToWrite['query'] },
  ): Promise<Result<KubeAnswer, SpokeFailure>> {
    const validation = isLenient ? { fieldValidation: 'Ignore' } : {};
    const place = 'create' in write ? 'collection' : 'object';
    const path = await this.#pathToWrite(asked, manifest, place, { ...validation, ...query });
    if (!path.ok) return path;
    const request =
      'create' in write
        ? { method: 'POST' as const, contentType: MEDIA.json, body: toJsonText(write.create) }
        : { method: 'PATCH' as const, contentType: MEDIA.mergePatch, body: toJsonText(write.patch) };
    return await this.#send(asked, { ...request, accept, path: path.value, signal });
  }

  async #pathToWrite(
    asked: Asked,
    manifest: Manifest,
    place: 'object' | 'collection',
    query: HowToWrite['query'],
  ): Promise<Result<string, SpokeFailure>> {
    const { namespace, name } = objectKeyOf(manifest);
    const kind = await this.resolveKind(groupVersionKindOf(manifest));
    if (!kind.ok) return kind;
    if (kind.value.namespaced && namespace === '') return fail(this.#withoutNamespace(asked));
    const fieldValidation = 'Strict';
    const parameters = new URLSearchParams({ fieldManager: this.fieldManager, fieldValidation, ...query });
    const path = place === 'object' ? objectPath(kind.value, namespace, name) : collectionPath(kind.value, namespace);
    return succeed(`${path}?${parameters.toString()}`);
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

  #askedToWrite(verb: string, { manifest, uid, resourceVersion, isConfidential = false }: Written): Asked {
    const asked = this.#asked(verb, objectKeyOf(manifest), uid !== undefined || resourceVersion !== undefined);
    return { ...asked, isSecret: asked.isSecret === true || isConfidential };
  }

  /** The object is meant to be absent, or to be as it was read: anything else is a condition that does not hold. */
  #askedClientSide(verb: string, { manifest, isConfidential }: ClientSideRequest): Asked {
    return { ...this.#askedToWrite(verb, { manifest, isConfidential }), withUid: true };
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

/** An API server answers a DELETE with the object as long as something keeps it; Namespaces have finalizers in their spec, too. */
function hasFinalizers({ kind, metadata, spec }: JsonObject): boolean {
  const places = kind === 'Namespace' ? [metadata, spec] : [metadata];
  return places.some((place) => {
    const finalizers = isJsonObject(place) ? place['finalizers'] : undefined;
    return Array.isArray(finalizers) && finalizers.length > 0;
  });
}
