import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { NABE_API_VERSION } from '#core/resources/metadata.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type {
  ApplicationRequest,
  ControlPlane,
  ControlPlaneFailure,
  ObjectCollection,
  ResourceBody,
  ResourceKind,
  ResourceName,
  ResourceTypes,
  ResourceView,
  StatusManager,
  StatusTypes,
} from '#flows/ports/control-plane.port.ts';
import { toJsonText } from '../transport/json-text.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { type KubeRequest, MEDIA } from '../transport/kube-request.ts';
import { listAllPages } from '../watch/list-all-pages.ts';
import { metadataOf, textOf } from '../watch/watch-event.ts';
import { controlPlaneFailure } from './control-plane-failure.ts';
import { decodeSecretData } from './decode-secret.ts';
import { ControlPlaneViews } from './control-plane-views.ts';
import { describeResource, parseResource, resourcePath } from './resource-kinds.ts';
import type { ViewProblems } from './watched-view.ts';

/** The management cluster's API as the hub and the workers use it. Views start with their first use and end with `close`. */
export class KubeControlPlane implements ControlPlane {
  readonly #connection: KubeConnection;
  readonly #views: ControlPlaneViews;

  constructor(connection: KubeConnection, clock: Clock, problems: ViewProblems) {
    this.#connection = connection;
    this.#views = new ControlPlaneViews(connection, clock, problems);
  }

  view<K extends ResourceKind>(kind: K): ResourceView<ResourceTypes[K]> {
    return this.#views.view(kind);
  }

  /** Starts the views of these kinds and waits until each has been complete once; false when the signal aborted first. */
  async ready(kinds: readonly ResourceKind[], signal: AbortSignal): Promise<boolean> {
    return await this.#views.ready(kinds, signal);
  }

  async close(): Promise<void> {
    this.#views.close();
    await this.#connection.close();
  }

  async read<K extends ResourceKind>(
    kind: K,
    name: ResourceName,
  ): Promise<Result<ResourceTypes[K] | undefined, ControlPlaneFailure>> {
    const what = `read ${describeResource(kind, name)}`;
    const answer = await this.#send(what, { method: 'GET', path: resourcePath(kind, name) });
    if (!answer.ok) return answer.failure.kind === 'not-found' ? succeed(undefined) : answer;
    const parsed = parseResource(kind, answer.value);
    return parsed.ok ? parsed : fail({ kind: 'refused', message: `Cannot ${what}: ${parsed.failure}` });
  }

  async apply(kind: ResourceKind, name: ResourceName, body: ResourceBody): Promise<Result<void, ControlPlaneFailure>> {
    const metadata = { ...body.metadata, ...metadataName(name) };
    const object = { ...body, apiVersion: NABE_API_VERSION, kind, metadata };
    const applied = await this.#applyObject(
      `apply ${describeResource(kind, name)}`,
      resourcePath(kind, name),
      'nabe-hub',
      object,
    );
    return applied.ok ? succeed(undefined) : applied;
  }

  async applyStatus<K extends ResourceKind>(
    kind: K,
    name: ResourceName,
    manager: StatusManager,
    status: Partial<StatusTypes[K]>,
    resourceVersion?: string,
  ): Promise<Result<string, ControlPlaneFailure>> {
    const metadata = { ...metadataName(name), ...(resourceVersion !== undefined && { resourceVersion }) };
    const object = { apiVersion: NABE_API_VERSION, kind, metadata, status };
    const what = `write the status of ${describeResource(kind, name)}`;
    return await this.#applyObject(what, `${resourcePath(kind, name)}/status`, manager, object);
  }

  /** An object that is gone already is a success: there is none with this UID. */
  async delete(kind: ResourceKind, name: ResourceName, uid: string): Promise<Result<void, ControlPlaneFailure>> {
    const options = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid },
      propagationPolicy: 'Background',
    };
    const answer = await this.#send(`delete ${describeResource(kind, name)}`, {
      method: 'DELETE',
      path: resourcePath(kind, name),
      body: toJsonText(options),
    });
    return answer.ok || answer.failure.kind === 'not-found' ? succeed(undefined) : answer;
  }

  /** A JSON patch: a merge would leave fields of an earlier request in the new one. */
  async request(
    name: ResourceName,
    request: ApplicationRequest,
    resourceVersion: string,
  ): Promise<Result<void, ControlPlaneFailure>> {
    const changes = Object.entries(request).map(([field, value]) =>
      value === null ? { op: 'remove', path: `/${field}` } : { op: 'add', path: `/${field}`, value },
    );
    const patched = await this.#send(`change the requests of ${describeResource('Application', name)}`, {
      method: 'PATCH',
      path: `${resourcePath('Application', name)}?fieldManager=nabe-requests`,
      accept: MEDIA.metadata,
      contentType: MEDIA.jsonPatch,
      body: toJsonText([{ op: 'add', path: '/metadata/resourceVersion', value: resourceVersion }, ...changes]),
    });
    return patched.ok ? succeed(undefined) : patched;
  }

  /** Two requests: the list of finalizers as it is now, and a merge patch that the resourceVersion guards. */
  async removeFinalizer(
    kind: ResourceKind,
    name: ResourceName,
    finalizer: string,
  ): Promise<Result<void, ControlPlaneFailure>> {
    const what = `take the finalizer off ${describeResource(kind, name)}`;
    const path = resourcePath(kind, name);
    const current = await this.#send(what, { method: 'GET', path, accept: MEDIA.metadata });
    if (!current.ok) return current.failure.kind === 'not-found' ? succeed(undefined) : current;
    const { finalizers, resourceVersion } = metadataOf(current.value);
    if (!Array.isArray(finalizers) || !finalizers.includes(finalizer)) return succeed(undefined);
    const left = finalizers.filter((entry) => entry !== finalizer);
    const patched = await this.#send(what, {
      method: 'PATCH',
      path: `${path}?fieldManager=nabe-hub`,
      accept: MEDIA.metadata,
      contentType: MEDIA.mergePatch,
      body: toJsonText({ metadata: { finalizers: left, resourceVersion } }),
    });
    return patched.ok || patched.failure.kind === 'not-found' ? succeed(undefined) : patched;
  }

  async readSecret({
    namespace,
    name,
  }: ResourceName): Promise<Result<Readonly<Record<string, string>> | undefined, ControlPlaneFailure>> {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets/${encodeURIComponent(name)}`;
    const answer = await this.#send(`read Secret ${namespace}/${name}`, { method: 'GET', path });
    if (!answer.ok) return answer.failure.kind === 'not-found' ? succeed(undefined) : answer;
    return succeed(isJsonObject(answer.value['data']) ? decodeSecretData(answer.value['data']) : {});
  }

  async readConfigMap({
    namespace,
    name,
  }: ResourceName): Promise<Result<Readonly<Record<string, string>> | undefined, ControlPlaneFailure>> {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${encodeURIComponent(name)}`;
    const answer = await this.#send(`read ConfigMap ${namespace}/${name}`, { method: 'GET', path });
    if (!answer.ok) return answer.failure.kind === 'not-found' ? succeed(undefined) : answer;
    const { data } = answer.value;
    const texts = Object.entries(isJsonObject(data) ? data : {}).map(([key, value]) => [key, textOf(value)] as const);
    return succeed(Object.fromEntries(texts));
  }

  async listObjects(collection: ObjectCollection): Promise<Result<readonly JsonObject[], ControlPlaneFailure>> {
    const { apiVersion, resource, namespace } = collection;
    const objects: JsonObject[] = [];
    const listed = await listAllPages({
      send: (request) => this.#connection.send(request),
      path: `${objectsPath(collection)}?`,
      accept: MEDIA.json,
      each: (object) => objects.push(object),
    });
    if (listed.ok) return succeed(objects);
    return fail(controlPlaneFailure(`list ${resource} of ${apiVersion} in ${namespace}`, listed.failure));
  }

  watchObjects(collection: ObjectCollection, onChange: (name: string) => void): () => void {
    return this.#views.watchObjects(objectsPath(collection), onChange);
  }

  /** A namespace on its way out is `unavailable`: it can be made again when it is gone. */
  async ensureNamespace(
    name: string,
    labels: Readonly<Record<string, string>>,
  ): Promise<Result<void, ControlPlaneFailure>> {
    const path = `/api/v1/namespaces/${encodeURIComponent(name)}`;
    const current = await this.#send(`read Namespace ${name}`, { method: 'GET', path, accept: MEDIA.metadata });
    if (!current.ok && current.failure.kind !== 'not-found') return current;
    const metadata = current.ok ? metadataOf(current.value) : {};
    if (metadata['deletionTimestamp'] !== undefined) {
      return fail({ kind: 'unavailable', message: `Namespace ${name} on the management cluster is being deleted` });
    }
    const present = isJsonObject(metadata['labels']) ? metadata['labels'] : {};
    const isAsWanted = Object.entries(labels).every(([key, value]) => present[key] === value);
    if (current.ok && isAsWanted) return succeed(undefined);
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
    const applied = await this.#applyObject(`apply Namespace ${name}`, path, 'nabe-hub', object);
    return applied.ok ? succeed(undefined) : applied;
  }

  async #applyObject(
    what: string,
    path: string,
    manager: StatusManager,
    object: unknown,
  ): Promise<Result<string, ControlPlaneFailure>> {
    const applied = await this.#send(what, {
      method: 'PATCH',
      path: `${path}?fieldManager=${manager}&force=true&fieldValidation=Strict`,
      accept: MEDIA.metadata,
      contentType: MEDIA.apply,
      body: toJsonText(object),
    });
    return applied.ok ? succeed(textOf(metadataOf(applied.value)['resourceVersion'])) : applied;
  }

  async #send(what: string, request: KubeRequest): Promise<Result<JsonObject, ControlPlaneFailure>> {
    const answer = await this.#connection.send(request);
    return answer.ok ? succeed(answer.value.body) : fail(controlPlaneFailure(what, answer.failure));
  }
}

function objectsPath({ apiVersion, resource, namespace }: ObjectCollection): string {
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  const folder = `/${root}/${apiVersion.split('/').map(encodeURIComponent).join('/')}`;
  return `${folder}/namespaces/${encodeURIComponent(namespace)}/${encodeURIComponent(resource)}`;
}

function metadataName({ namespace, name }: ResourceName): { name: string; namespace?: string } {
  return namespace === '' ? { name } : { name, namespace };
}
