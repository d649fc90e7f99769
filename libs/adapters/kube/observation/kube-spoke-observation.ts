import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GroupVersionKind } from '#core/model/objects/manifest.ts';
import { applicationLabel } from '#core/ownership/mark-ownership.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ServedKind, SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type {
  ClusterFacts,
  ConnectionListener,
  SpokeObservation,
  WatchListener,
  WatchRequest,
} from '#flows/ports/clusters/cluster-watches.port.ts';
import { collectionPath } from '../discovery/object-path.ts';
import type { ClusterConnection } from '../spokes/cluster-connection.ts';
import { resolveServedKind } from '../spokes/resolve-kind.ts';
import { type Asked, spokeFailure } from '../spokes/spoke-failure.ts';
import { tenantUser } from '../spokes/tenant-user.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { type KubeAnswer, MEDIA, type RequestFailure } from '../transport/kube-request.ts';
import { ResourceWatch } from '../watch/resource-watch.ts';
import { WatchConnection } from '../watch/watch-connection.ts';
import { openWatchStream } from '../watch/watch-stream.ts';
import { metadataOf, textOf } from '../watch/watch-event.ts';
import { SpokeWatchHandler } from './spoke-watch-handler.ts';

export interface SpokeObservationOptions {
  readonly connection: ClusterConnection;
  /** The connection's requests, as built when the observation was opened. */
  readonly first: KubeConnection;
  /** Calls back when the Cluster is deleted, until the answered function is called. */
  readonly followCluster: (gone: () => void) => () => void;
  readonly clock: Clock;
  readonly fieldManager: string;
  readonly onWatch?: ((change: 1 | -1) => void) | undefined;
}

/** All watches on one spoke and what its connection tells of its reachability. */
export class KubeSpokeObservation implements SpokeObservation {
  readonly #options: SpokeObservationOptions;
  readonly #watches: WatchConnection;
  readonly #running = new Set<ResourceWatch>();
  readonly #listeners = new Set<ConnectionListener>();
  readonly #endFollowing: readonly (() => void)[];
  #requests: KubeConnection;

  constructor(options: SpokeObservationOptions) {
    this.#options = options;
    this.#requests = options.first;
    this.#watches = new WatchConnection(() => this.#requests.settings, options.clock);
    const endReplaced = options.connection.onReplaced((next) => {
      this.#requests = next;
      this.#watches.reconnect();
    });
    this.#endFollowing = [endReplaced, options.followCluster(() => this.#clusterGone())];
  }

  async readFacts(signal?: AbortSignal): Promise<Result<ClusterFacts, SpokeFailure>> {
    const version = await this.#read('read the version', '/version', MEDIA.json, signal);
    if (!version.ok) return version;
    const path = '/api/v1/namespaces/kube-system';
    const namespace = await this.#read('read Namespace kube-system', path, MEDIA.metadata, signal);
    if (!namespace.ok) return namespace;
    const uid = textOf(metadataOf(namespace.value.body)['uid']);
    return succeed({ version: textOf(version.value.body['gitVersion']), uid });
  }

  async resolveKind(kind: GroupVersionKind): Promise<Result<ServedKind, SpokeFailure>> {
    return await resolveServedKind(this.#options.connection, kind);
  }

  watch(request: WatchRequest, listener: WatchListener): () => void {
    const { clock, fieldManager } = this.#options;
    const asked = this.#asked(
      `watch ${request.kind.kind}${request.namespace === '' ? '' : ` in ${request.namespace}`}`,
    );
    const watch = new ResourceWatch({
      send: (paged) => this.#options.connection.send(paged),
      openStream: (stream, signal) => openWatchStream(this.#watches, stream, clock, signal),
      clock,
      path: collectionPath(request.kind, request.namespace),
      labelSelector: applicationLabel,
      metadataOnly: request.mode === 'metadata',
      impersonate: request.tenant === undefined ? undefined : tenantUser(request.tenant),
      handler: new SpokeWatchHandler({
        request,
        listener,
        fieldManager,
        translate: (failure) => this.#translate(asked, failure),
      }),
    });
    this.#running.add(watch);
    this.#options.onWatch?.(1);
    return () => {
      this.#end(watch);
    };
  }

  onConnection(listener: ConnectionListener): () => void {
    this.#listeners.add(listener);
    const unfollow = this.#watches.onReachability({
      up: () => listener.up(),
      down: (failure) => listener.down(spokeFailure(this.#asked('connect to the API server'), failure)),
    });
    return () => {
      this.#listeners.delete(listener);
      unfollow();
    };
  }

  close(): void {
    for (const watch of this.#running) this.#end(watch);
    this.#listeners.clear();
    for (const end of this.#endFollowing) end();
    this.#watches.close();
  }

  /** The Cluster was deleted: everybody is told, and nothing is watched any more. */
  #clusterGone(): void {
    const message = `Cluster ${this.#options.connection.name} is not registered any more`;
    for (const listener of this.#listeners) listener.down({ kind: 'not-found', message });
    this.close();
  }

  #end(watch: ResourceWatch): void {
    watch.stop();
    if (this.#running.delete(watch)) this.#options.onWatch?.(-1);
  }

  /** A refused credential may have been renewed in the meantime: look, and if so all watches start again with it. */
  #translate(asked: Asked, failure: RequestFailure): SpokeFailure {
    if (failure.status === 401) void this.#options.connection.renewCredentials();
    return spokeFailure(asked, failure);
  }

  async #read(
    what: string,
    path: string,
    accept: string,
    signal: AbortSignal | undefined,
  ): Promise<Result<KubeAnswer, SpokeFailure>> {
    const answer = await this.#options.connection.send({
      method: 'GET',
      path,
      accept,
      signal,
      deadlineMs: FACTS_DEADLINE_MS,
    });
    return answer.ok ? answer : fail(spokeFailure(this.#asked(what), answer.failure));
  }

  #asked(what: string): Asked {
    return { cluster: this.#options.connection.name, what };
  }
}

const FACTS_DEADLINE_MS = 10_000;
