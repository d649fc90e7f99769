import type { Clock } from '#flows/ports/clock.port.ts';
import type { ResourceKind } from '#flows/ports/control-plane.port.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { ResourceWatch, type ResourceWatchHandler } from '../watch/resource-watch.ts';
import { WatchConnection } from '../watch/watch-connection.ts';
import { openWatchStream } from '../watch/watch-stream.ts';
import { ObjectWatch } from './object-watch.ts';
import { allPath } from './resource-kinds.ts';
import { type ViewProblems, WatchedView } from './watched-view.ts';

/** Watches of the management cluster over one HTTP/2 connection: a copy of each of our own kinds, started with its first use, and what else is asked for. */
export class ControlPlaneViews {
  readonly #connection: KubeConnection;
  readonly #clock: Clock;
  readonly #problems: ViewProblems;
  readonly #views: { [K in ResourceKind]?: WatchedView<K> } = {};
  readonly #running = new Set<{ stop(): void }>();
  #watches: WatchConnection | undefined;

  constructor(connection: KubeConnection, clock: Clock, problems: ViewProblems) {
    this.#connection = connection;
    this.#clock = clock;
    this.#problems = problems;
  }

  view<K extends ResourceKind>(kind: K): WatchedView<K> {
    const known = this.#views[kind];
    if (known !== undefined) return known;
    const view = new WatchedView(kind, this.#problems);
    const views: { [P in K]?: WatchedView<P> } = this.#views;
    views[kind] = view;
    this.#running.add(this.#follow(allPath(kind), false, view));
    return view;
  }

  /** See `ControlPlane`. */
  watchObjects(path: string, onChange: (name: string) => void): () => void {
    const watch = new ObjectWatch((handler) => this.#follow(path, true, handler), onChange);
    this.#running.add(watch);
    return () => {
      this.#running.delete(watch);
      watch.stop();
    };
  }

  /** False when the signal aborted before every kind had been read once. */
  async ready(kinds: readonly ResourceKind[], signal: AbortSignal): Promise<boolean> {
    const aborted = new Promise<boolean>((resolve) => {
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    const all = Promise.all(kinds.map((kind) => this.view(kind).firstComplete)).then(() => true);
    return signal.aborted ? false : await Promise.race([all, aborted]);
  }

  close(): void {
    for (const watch of this.#running) watch.stop();
    this.#watches?.close();
  }

  #follow(path: string, metadataOnly: boolean, handler: ResourceWatchHandler): ResourceWatch {
    this.#watches ??= new WatchConnection(() => this.#connection.settings, this.#clock);
    const watches = this.#watches;
    return new ResourceWatch({
      send: (request) => this.#connection.send(request),
      openStream: (request, signal) => openWatchStream(watches, request, this.#clock, signal),
      clock: this.#clock,
      path,
      metadataOnly,
      handler,
    });
  }
}
