import type { Clock } from '#flows/ports/clock.port.ts';
import type { ResourceKind } from '#flows/ports/control-plane.port.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { ResourceWatch } from '../watch/resource-watch.ts';
import { WatchConnection } from '../watch/watch-connection.ts';
import { openWatchStream } from '../watch/watch-stream.ts';
import { allPath } from './resource-kinds.ts';
import { type ViewProblems, WatchedView } from './watched-view.ts';

/** The watched copies of our own kinds, one watch each over one HTTP/2 connection, started with the first use. */
export class ControlPlaneViews {
  readonly #connection: KubeConnection;
  readonly #clock: Clock;
  readonly #problems: ViewProblems;
  readonly #views: { [K in ResourceKind]?: WatchedView<K> } = {};
  readonly #running: ResourceWatch[] = [];
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
    this.#start(kind, view);
    return view;
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

  #start<K extends ResourceKind>(kind: K, handler: WatchedView<K>): void {
    this.#watches ??= new WatchConnection(() => this.#connection.settings, this.#clock);
    const watches = this.#watches;
    this.#running.push(
      new ResourceWatch({
        send: (request) => this.#connection.send(request),
        openStream: (request, signal) => openWatchStream(watches, request, this.#clock, signal),
        clock: this.#clock,
        path: allPath(kind),
        metadataOnly: false,
        handler,
      }),
    );
  }
}
