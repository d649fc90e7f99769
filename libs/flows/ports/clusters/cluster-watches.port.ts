import type { JsonObject } from '#core/model/json.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import type { Result } from '#core/model/result.ts';
import type { ServedKind, SpokeFailure } from './cluster-access.port.ts';

/** One watch: a kind, all over the cluster or in one namespace, of objects that carry our label. */
export interface WatchRequest {
  readonly kind: ServedKind;
  /** '' watches all namespaces as the hub itself. */
  readonly namespace: string;
  /** Watches as this tenant: for kinds on which the hub has no right, such as Secrets. */
  readonly tenant?: string | undefined;
  /** `metadata` streams PartialObjectMetadata; `full` whole objects, for kinds whose health counts. */
  readonly mode: 'metadata' | 'full';
}

export interface SeenObject {
  readonly key: ObjectKey;
  readonly uid: string;
  /** Digest of our own managedFields entry; undefined when there is none any more. */
  readonly entryHash: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly deleting: boolean;
  /** The whole object; in `full` mode only. Reduce it at once and let go. */
  readonly object?: JsonObject | undefined;
}

export interface WatchListener {
  seen(object: SeenObject): void;
  /** Deleted, or without our label now. What went while the watch was interrupted may be told by `complete` alone. */
  gone(key: ObjectKey): void;
  /** The initial state has been streamed: all objects there are have been `seen`; the ids of all of them. After a relist, too. */
  complete(seenIds: ReadonlySet<string>): void;
  /** The watch is interrupted and tries again by itself, with backoff. */
  interrupted(failure: SpokeFailure): void;
}

/** Reachability of one spoke as its watch connection tells it, without any request: HTTP/2 pings. */
export interface ConnectionListener {
  up(): void;
  /** Called once for each change from up to down, at most about ten seconds after the spoke went away. */
  down(failure: SpokeFailure): void;
}

export interface ClusterFacts {
  readonly version: string;
  /** UID of the kube-system namespace. */
  readonly uid: string;
}

/** The observer's hold on one spoke. */
export interface SpokeObservation {
  /** Two reads as the hub: /version and the kube-system namespace. */
  readFacts(signal?: AbortSignal): Promise<Result<ClusterFacts, SpokeFailure>>;
  resolveKind(
    kind: { group: string; version: string; kind: string },
    signal?: AbortSignal,
  ): Promise<Result<ServedKind, SpokeFailure>>;
  /** Starts a watch that goes on until the answered function is called. */
  watch(request: WatchRequest, listener: WatchListener): () => void;
  /** Follows the connection until the answered function is called. */
  onConnection(listener: ConnectionListener): () => void;
  close(): void;
}

export interface ClusterWatches {
  open(cluster: string): Promise<Result<SpokeObservation, SpokeFailure>>;
}
