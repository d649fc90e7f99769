import type { JsonObject } from '#core/model/json.ts';
import type { Application, ApplicationStatus } from '#core/resources/application.ts';
import type { Hold, RequestedOperation } from '#core/resources/application-operation.ts';
import type { ApplicationSet, ApplicationSetStatus } from '#core/resources/application-set.ts';
import type { Cluster, ClusterStatus } from '#core/resources/cluster.ts';
import type { Repository, RepositoryStatus } from '#core/resources/repository.ts';
import type { Tenant, TenantStatus } from '#core/resources/tenant.ts';
import type { Result } from '#core/model/result.ts';

/** The resources of nabe.dev by kind. */
export interface ResourceTypes {
  readonly Tenant: Tenant;
  readonly Cluster: Cluster;
  readonly Repository: Repository;
  readonly ApplicationSet: ApplicationSet;
  readonly Application: Application;
}

export interface StatusTypes {
  readonly Tenant: TenantStatus;
  readonly Cluster: ClusterStatus;
  readonly Repository: RepositoryStatus;
  readonly ApplicationSet: ApplicationSetStatus;
  readonly Application: ApplicationStatus;
}

export type ResourceKind = keyof ResourceTypes;

export interface ResourceName {
  /** '' for Tenants. */
  readonly namespace: string;
  readonly name: string;
}

/**
 * A watched copy of all resources of one kind. It is complete or it says so (law 3): until the first list has been read to
 * its end, and again while a relist is under way after the watch was lost for good, `complete` is false and nobody may
 * conclude from an absence.
 */
export interface ResourceView<T> {
  readonly complete: boolean;
  /** `namespace/name` of objects that are there and are not of the form we know: absent from {@link list}, and yet not gone. */
  readonly unreadable: ReadonlySet<string>;
  /** The newest version that an object of the kind had when the view was told of it, a deleted one included; '' before the first. */
  readonly newestVersion: string;
  /** Whether the view shows every change up to this version of an object of the kind: false where nobody can tell. */
  hasSeen(version: string): boolean;
  /** Sorted by namespace, then name. Of Applications each call makes all of them anew: whoever goes over them asks for {@link each}. */
  list(): readonly T[];
  /** As {@link list}, one after the other. */
  each(): IteratorObject<T>;
  /** The names alone, in the same order. */
  names(): Iterable<ResourceName>;
  get(name: ResourceName): T | undefined;
  /** Called after each change; `resource` is undefined when it is gone. Answers a function that ends the subscription. */
  onChange(listener: (name: ResourceName, resource: T | undefined) => void): () => void;
}

/** What the hub states of a resource: all the metadata and spec fields it wants to own. */
export interface ResourceBody {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
  readonly spec?: object;
}

/** Fields that are absent stay as they are. */
export interface ApplicationRequest {
  readonly operation?: RequestedOperation | null;
  readonly hold?: Hold | null;
}

/** Objects of any kind in one namespace. */
export interface ObjectCollection {
  readonly apiVersion: string;
  /** Plural of the kind. */
  readonly resource: string;
  readonly namespace: string;
}

/** Field managers of our own status writes: each owns its fields and overwrites no other's (design §4). */
export type StatusManager = 'nabe-hub' | 'nabe-config' | 'nabe-sync' | 'nabe-observe';

export type ControlPlaneFailure =
  | { readonly kind: 'unavailable'; readonly message: string }
  /** Somebody was faster, or the object is not the one we knew: read again and decide again. */
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'not-found'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

/** The management cluster's API: all state (law 1). Requests have deadlines. */
export interface ControlPlane {
  view<K extends ResourceKind>(kind: K): ResourceView<ResourceTypes[K]>;
  /** Reads the newest truth past the views. */
  read<K extends ResourceKind>(
    kind: K,
    name: ResourceName,
  ): Promise<Result<ResourceTypes[K] | undefined, ControlPlaneFailure>>;
  /** Server-side apply of metadata and spec (not status) under `nabe-hub`, with force: what the hub states is the truth of these fields. `body` carries no apiVersion and kind. */
  apply(kind: ResourceKind, name: ResourceName, body: ResourceBody): Promise<Result<void, ControlPlaneFailure>>;
  /**
   * Server-side apply of the whole set of status fields that this manager owns: a field left out is given up. One request.
   * With `resourceVersion`, a conflict when the resource is not the one of that version any more. Answers the new version.
   */
  applyStatus<K extends ResourceKind>(
    kind: K,
    name: ResourceName,
    manager: StatusManager,
    status: Partial<StatusTypes[K]>,
    resourceVersion?: string,
  ): Promise<Result<string, ControlPlaneFailure>>;
  /** Deletes exactly the object with this UID (background propagation). */
  delete(kind: ResourceKind, name: ResourceName, uid: string): Promise<Result<void, ControlPlaneFailure>>;
  /**
   * Replaces what people ask of an Application; null takes it away. A conflict when the Application is not the one of this
   * `resourceVersion` any more.
   */
  request(
    name: ResourceName,
    request: ApplicationRequest,
    resourceVersion: string,
  ): Promise<Result<void, ControlPlaneFailure>>;
  /** Takes one finalizer off, with the resourceVersion as precondition. */
  removeFinalizer(
    kind: ResourceKind,
    name: ResourceName,
    finalizer: string,
  ): Promise<Result<void, ControlPlaneFailure>>;
  /** The decoded data of a Secret; undefined when there is none. Never cached beyond a few seconds, never logged (law 8). */
  readSecret(name: ResourceName): Promise<Result<Readonly<Record<string, string>> | undefined, ControlPlaneFailure>>;
  /** The data of a ConfigMap; undefined when there is none. */
  readConfigMap(name: ResourceName): Promise<Result<Readonly<Record<string, string>> | undefined, ControlPlaneFailure>>;
  /** Every object of a kind in one namespace: the whole list or a failure (law 3). */
  listObjects(collection: ObjectCollection): Promise<Result<readonly JsonObject[], ControlPlaneFailure>>;
  /**
   * Tells the name of each object that is created, changed or deleted from now on, and at the start those there are. Tells nothing while
   * the hub may not watch them or the kind is not served: whoever depends on them looks now and then as well. Answers what ends it.
   */
  watchObjects(collection: ObjectCollection, onChange: (name: string) => void): () => void;
  /** Makes sure that a namespace exists and carries these labels: one GET, and one server-side apply under `nabe-hub` when it does not. */
  ensureNamespace(name: string, labels: Readonly<Record<string, string>>): Promise<Result<void, ControlPlaneFailure>>;
}
