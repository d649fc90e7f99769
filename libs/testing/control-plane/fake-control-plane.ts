import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { JsonObject } from '#core/model/json.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { Application } from '#core/resources/application.ts';
import { ApplicationSet } from '#core/resources/application-set.ts';
import { Cluster } from '#core/resources/cluster.ts';
import { Repository } from '#core/resources/repository.ts';
import { Tenant } from '#core/resources/tenant.ts';
import type {
  ApplicationRequest,
  ControlPlane,
  ControlPlaneFailure,
  ResourceBody,
  ResourceKind,
  ResourceName,
  ResourceTypes,
  StatusManager,
  StatusTypes,
} from '#flows/ports/control-plane.port.ts';
import { FakeView } from './fake-view.ts';
import { Script } from '../script.ts';
import { mergeStatus, type StatusFields } from './status-fields.ts';

/** The API server counts changes of the spec. */
function nextGeneration({ metadata, spec }: ResourceTypes[ResourceKind], body: ResourceBody) {
  const isSame = isDeepEqual(spec, body.spec);
  return { ...metadata, generation: metadata.generation + (isSame ? 0 : 1) };
}

type Views = { readonly [K in ResourceKind]: FakeView<ResourceTypes[K]> };

/**
 * The resources of a management cluster in memory. Writes show in the views at once and are listed in `writes`, such as
 * `status Application tenant-red/web nabe-sync`; `script` makes those fail that start with a text.
 */
export class FakeControlPlane implements ControlPlane {
  readonly views: Views = {
    Tenant: new FakeView(),
    Cluster: new FakeView(),
    Repository: new FakeView(),
    ApplicationSet: new FakeView(),
    Application: new FakeView(),
  };
  readonly writes: string[] = [];
  readonly script = new Script<ControlPlaneFailure>();
  readonly secrets = new Map<string, Readonly<Record<string, string>>>();
  readonly configMaps = new Map<string, Readonly<Record<string, string>>>();
  /** By `apiVersion resource namespace`. */
  readonly objects = new Map<string, readonly JsonObject[]>();
  readonly namespaces = new Map<string, Readonly<Record<string, string>>>();
  private readonly owned = new Map<string, StatusFields>();
  private versions = 0;
  private uids = 0;

  view<K extends ResourceKind>(kind: K): Views[K] {
    return this.views[kind];
  }

  async read<K extends ResourceKind>(
    kind: K,
    name: ResourceName,
  ): Promise<Result<ResourceTypes[K] | undefined, ControlPlaneFailure>> {
    const failure = this.script.take(`read ${kind} ${textOf(name)}`);
    if (failure !== undefined) return fail(failure);
    return succeed<ResourceTypes[K] | undefined>(this.view(kind).get(name));
  }

  async apply(kind: ResourceKind, name: ResourceName, body: ResourceBody): Promise<Result<void, ControlPlaneFailure>> {
    const failure = this.ask(`apply ${kind} ${textOf(name)}`);
    if (failure !== undefined) return fail(failure);
    const before = this.view(kind).get(name);
    this.uids += before === undefined ? 1 : 0;
    const created = { uid: `uid-${this.uids}`, generation: 1, creationTimestamp: '2026-01-02T03:04:05Z' };
    const metadata = { ...(before === undefined ? created : nextGeneration(before, body)), ...name, ...body.metadata };
    this.store(kind, { spec: before?.spec, status: before?.status, ...body, metadata });
    return succeed(undefined);
  }

  async applyStatus<K extends ResourceKind>(
    kind: K,
    name: ResourceName,
    manager: StatusManager,
    status: Partial<StatusTypes[K]>,
    resourceVersion?: string,
  ): Promise<Result<string, ControlPlaneFailure>> {
    const failure = this.ask(`status ${kind} ${textOf(name)} ${manager}`);
    if (failure !== undefined) return fail(failure);
    const before = this.view(kind).get(name);
    if (before === undefined) return fail({ kind: 'not-found', message: `there is no ${kind} ${textOf(name)}` });
    if (resourceVersion !== undefined && before.metadata.resourceVersion !== resourceVersion)
      return fail({ kind: 'conflict', message: `${kind} ${textOf(name)} has been changed` });
    const key = `${kind} ${textOf(name)} ${manager}`;
    const next = mergeStatus(before.status, this.owned.get(key) ?? {}, { ...status });
    this.owned.set(key, { ...status });
    this.versions += 1;
    const version = String(this.versions);
    this.store(kind, { ...before, metadata: { ...before.metadata, resourceVersion: version }, status: next });
    return succeed(version);
  }

  async delete(kind: ResourceKind, name: ResourceName, uid: string): Promise<Result<void, ControlPlaneFailure>> {
    const failure = this.ask(`delete ${kind} ${textOf(name)}`);
    if (failure !== undefined) return fail(failure);
    const before = this.view(kind).get(name);
    if (before === undefined) return fail({ kind: 'not-found', message: `there is no ${kind} ${textOf(name)}` });
    if (before.metadata.uid !== uid)
      return fail({ kind: 'conflict', message: `${kind} ${textOf(name)} has another UID` });
    if (before.metadata.finalizers.length === 0) this.view(kind).remove(name);
    else this.store(kind, { ...before, metadata: { ...before.metadata, deletionTimestamp: '2026-03-04T05:06:07Z' } });
    return succeed(undefined);
  }

  async request(
    name: ResourceName,
    request: ApplicationRequest,
    resourceVersion: string,
  ): Promise<Result<void, ControlPlaneFailure>> {
    const failure = this.ask(`request Application ${textOf(name)}`);
    if (failure !== undefined) return fail(failure);
    const before = this.views.Application.get(name);
    if (before === undefined) return fail({ kind: 'not-found', message: `there is no Application ${textOf(name)}` });
    if (before.metadata.resourceVersion !== resourceVersion)
      return fail({ kind: 'conflict', message: `Application ${textOf(name)} has been changed` });
    this.versions += 1;
    const metadata = {
      ...before.metadata,
      resourceVersion: String(this.versions),
      generation: before.metadata.generation + 1,
    };
    const left = Object.entries({ ...before, ...request, metadata }).filter(([, value]) => value !== null);
    this.store('Application', Object.fromEntries(left));
    return succeed(undefined);
  }

  async removeFinalizer(
    kind: ResourceKind,
    name: ResourceName,
    finalizer: string,
  ): Promise<Result<void, ControlPlaneFailure>> {
    const failure = this.ask(`release ${kind} ${textOf(name)}`);
    if (failure !== undefined) return fail(failure);
    const before = this.view(kind).get(name);
    if (before === undefined) return fail({ kind: 'not-found', message: `there is no ${kind} ${textOf(name)}` });
    const finalizers = before.metadata.finalizers.filter((other) => other !== finalizer);
    if (finalizers.length === 0 && before.metadata.deletionTimestamp !== undefined) this.view(kind).remove(name);
    else this.store(kind, { ...before, metadata: { ...before.metadata, finalizers } });
    return succeed(undefined);
  }

  async readSecret(
    name: ResourceName,
  ): Promise<Result<Readonly<Record<string, string>> | undefined, ControlPlaneFailure>> {
    const failure = this.ask(`secret ${textOf(name)}`);
    return failure === undefined ? succeed(this.secrets.get(textOf(name))) : fail(failure);
  }

  async readConfigMap(
    name: ResourceName,
  ): Promise<Result<Readonly<Record<string, string>> | undefined, ControlPlaneFailure>> {
    const failure = this.script.take(`configmap ${textOf(name)}`);
    return failure === undefined ? succeed(this.configMaps.get(textOf(name))) : fail(failure);
  }

  async listObjects({
    apiVersion,
    resource,
    namespace,
  }: Parameters<ControlPlane['listObjects']>[0]): Promise<Result<readonly JsonObject[], ControlPlaneFailure>> {
    const what = `${apiVersion} ${resource} ${namespace}`;
    const failure = this.ask(`list ${what}`);
    return failure === undefined ? succeed(this.objects.get(what) ?? []) : fail(failure);
  }

  /** As for a hub without the right to watch. */
  watchObjects(): () => void {
    return () => undefined;
  }

  async ensureNamespace(
    name: string,
    labels: Readonly<Record<string, string>>,
  ): Promise<Result<void, ControlPlaneFailure>> {
    const failure = this.ask(`namespace ${name}`);
    if (failure !== undefined) return fail(failure);
    this.namespaces.set(name, labels);
    return succeed(undefined);
  }

  /** Writes since the last call. */
  takeWrites(): string[] {
    return this.writes.splice(0);
  }

  private ask(request: string): ControlPlaneFailure | undefined {
    this.writes.push(request);
    return this.script.take(request);
  }

  /** Parses as an API server validates, so that a flow cannot write what the schema refuses. */
  private store(kind: ResourceKind, resource: object): void {
    switch (kind) {
      case 'Tenant':
        return this.views.Tenant.put(Tenant.parse(resource));
      case 'Cluster':
        return this.views.Cluster.put(Cluster.parse(resource));
      case 'Repository':
        return this.views.Repository.put(Repository.parse(resource));
      case 'ApplicationSet':
        return this.views.ApplicationSet.put(ApplicationSet.parse(resource));
      case 'Application':
        return this.views.Application.put(Application.parse(resource));
    }
  }
}

function textOf({ namespace, name }: ResourceName): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}
