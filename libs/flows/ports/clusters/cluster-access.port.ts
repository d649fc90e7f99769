import type { GroupVersionKind, Manifest } from '#core/model/objects/manifest.ts';
import type { JsonObject } from '#core/model/json.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import type { Result } from '#core/model/result.ts';
import type { Propagation } from '#core/plan/plan.ts';

/** Why a spoke did not do what was asked, by what happens next. */
export type SpokeFailure =
  /** Network, time-out, 429, 5xx: try again later. */
  | { readonly kind: 'unreachable'; readonly message: string; readonly retryAfterMs?: number }
  /** 401: the platform team has to renew the hub's credentials. */
  | { readonly kind: 'unauthorized'; readonly message: string }
  /** 403: the tenant may not do this there. */
  | { readonly kind: 'forbidden'; readonly message: string }
  /** 400, 422, admission: the manifest has to change. */
  | { readonly kind: 'invalid'; readonly message: string }
  /** 422: a field of the object cannot be changed; it can only be deleted and created anew. */
  | { readonly kind: 'immutable'; readonly message: string }
  /** 404: the namespace, the kind or the object does not exist. */
  | { readonly kind: 'not-found'; readonly message: string }
  /** 409 of a server-side apply without force: others own fields we want. */
  | { readonly kind: 'field-conflict'; readonly managers: readonly string[]; readonly message: string }
  /** 409 of a precondition: the object there is not the one we know. */
  | { readonly kind: 'precondition'; readonly message: string };

/** Where a kind is served. */
export interface ServedKind extends GroupVersionKind {
  readonly resource: string;
  readonly namespaced: boolean;
}

export interface AppliedObject {
  readonly uid: string;
  readonly created: boolean;
  /** Digest of our own managedFields entry (design §9). */
  readonly entryHash: string;
  /** As it is now: who owns which fields. */
  readonly metadata: JsonObject;
}

export interface ApplyRequest {
  readonly manifest: Manifest;
  readonly force: boolean;
  readonly uid?: string | undefined;
  /** Precondition: nobody has written the object since. */
  readonly resourceVersion?: string | undefined;
  /** A failure must not repeat what the server says of values. Secrets are always treated so. */
  readonly isConfidential?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A write of one object that the caller has put together itself. */
export interface ClientSideRequest {
  /** What is wanted, of which only the identity counts here. */
  readonly manifest: Manifest;
  /** An object to create, or a JSON merge patch that is bound to the resourceVersion in it. */
  readonly write: { readonly create: JsonObject } | { readonly patch: JsonObject };
  /** Fields that the kind does not have are dropped instead of refused. */
  readonly isLenient?: boolean | undefined;
  readonly isConfidential?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Overwrites the managedFields of one object and nothing else. */
export interface OwnersRequest {
  readonly key: ObjectKey;
  readonly version: string;
  readonly resourceVersion: string;
  readonly managedFields: readonly JsonObject[];
  readonly signal?: AbortSignal | undefined;
}

/** Overwrites a whole object, as it was read with this UID and resourceVersion. */
export interface ReplaceRequest {
  readonly manifest: Manifest;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly isConfidential?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface DeleteRequest {
  readonly key: ObjectKey;
  readonly version: string;
  readonly uid: string;
  /** `background` when absent. */
  readonly propagation?: Propagation | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An object as it is, and what of it is ours. */
export interface InspectedObject {
  readonly object: JsonObject;
  readonly uid: string;
  /** Digest of our own managedFields entry; undefined when there is none. */
  readonly entryHash?: string | undefined;
  /** The fields of that entry, as `fieldsV1`. */
  readonly ownFields?: JsonObject | undefined;
}

/** One spoke, seen as one tenant: every request but `applyNamespace` impersonates it (law 4). Requests have deadlines and honour the cluster's limit in flight. */
export interface TenantSpoke {
  /** The name under which our applies own fields. */
  readonly fieldManager: string;
  /** Looks a kind up in the discovery answers kept for the cluster; asks again (at most every few seconds) for one that is not there. */
  resolveKind(kind: GroupVersionKind, signal?: AbortSignal): Promise<Result<ServedKind, SpokeFailure>>;
  /** What the cluster serves, for charts: `v1`, `apps/v1` and `apps/v1/Deployment`, sorted. From the discovery answers kept for the cluster. */
  listApiVersions(signal?: AbortSignal): Promise<Result<readonly string[], SpokeFailure>>;
  /** Exactly one PATCH. */
  apply(request: ApplyRequest): Promise<Result<AppliedObject, SpokeFailure>>;
  /**
   * Exactly one PATCH of a Namespace, by force and in the hub's own name: a tenant has no right to any, and its rules permit it this one as
   * a destination.
   */
  applyNamespace(request: Pick<ApplyRequest, 'manifest' | 'signal'>): Promise<Result<AppliedObject, SpokeFailure>>;
  /** Exactly one PUT. What others have added to the object is gone; our own entry in managedFields comes with the next apply. */
  replace(request: ReplaceRequest): Promise<Result<void, SpokeFailure>>;
  /** Exactly one POST or PATCH. `precondition` when the object exists already, or somebody has written it meanwhile. */
  writeClientSide(request: ClientSideRequest): Promise<Result<AppliedObject, SpokeFailure>>;
  /** As `writeClientSide`, and nothing is stored. */
  tryClientSide(request: ClientSideRequest): Promise<Result<JsonObject, SpokeFailure>>;
  /** Exactly one PATCH. `precondition` when somebody has written the object meanwhile. */
  writeOwners(request: OwnersRequest): Promise<Result<AppliedObject, SpokeFailure>>;
  /** What the HorizontalPodAutoscalers of a namespace scale; one LIST, complete. Those of KEDA's ScaledObjects are among them. */
  listScaled(namespace: string, signal?: AbortSignal): Promise<Result<readonly ObjectKey[], SpokeFailure>>;
  /** One GET; undefined when there is no such object. */
  read(key: ObjectKey, version: string, signal?: AbortSignal): Promise<Result<JsonObject | undefined, SpokeFailure>>;
  /** As `read`, with what people look at before a sync. */
  inspect(
    key: ObjectKey,
    version: string,
    signal?: AbortSignal,
  ): Promise<Result<InspectedObject | undefined, SpokeFailure>>;
  /** As `apply`, and nothing is stored: the object as defaults and admission would leave it. */
  tryApply(request: ApplyRequest): Promise<Result<JsonObject, SpokeFailure>>;
  /**
   * One DELETE with preconditions. `gone` when there was nothing left to delete, `terminating` when it was
   * accepted and finalizers keep the object.
   */
  delete(request: DeleteRequest): Promise<Result<'deleted' | 'gone' | 'terminating', SpokeFailure>>;
}

/** The registered spokes. */
export interface ClusterAccess {
  /** Fails with a sentence when the cluster is not registered or its credentials cannot be read. */
  asTenant(cluster: string, tenant: string): Promise<Result<TenantSpoke, SpokeFailure>>;
}
