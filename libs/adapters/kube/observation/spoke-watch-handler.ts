import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import type { SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type { SeenObject, WatchListener, WatchRequest } from '#flows/ports/clusters/cluster-watches.port.ts';
import { entryHashOf } from '../spokes/entry-hash.ts';
import type { RequestFailure } from '../transport/kube-request.ts';
import type { ObjectIdentity, ObjectName, ResourceWatchHandler } from '../watch/resource-watch.ts';
import { metadataOf } from '../watch/watch-event.ts';

export interface SpokeWatchHandlerOptions {
  readonly request: WatchRequest;
  readonly listener: WatchListener;
  readonly fieldManager: string;
  readonly translate: (failure: RequestFailure) => SpokeFailure;
}

/** Tells a listener of the flows what a watch saw, in its own terms. */
export class SpokeWatchHandler implements ResourceWatchHandler {
  readonly #options: SpokeWatchHandlerOptions;

  constructor(options: SpokeWatchHandlerOptions) {
    this.#options = options;
  }

  seen(object: JsonObject, identity: ObjectIdentity): void {
    const { request, listener, fieldManager } = this.#options;
    const metadata = metadataOf(object);
    const seen: SeenObject = {
      key: this.#keyOf(identity),
      uid: identity.uid,
      entryHash: entryHashOf(object, fieldManager),
      labels: textsOf(metadata['labels']),
      annotations: textsOf(metadata['annotations']),
      deleting: metadata['deletionTimestamp'] !== undefined,
      ...(request.mode === 'full' ? { object } : {}),
    };
    listener.seen(seen);
  }

  gone(name: ObjectName): void {
    this.#options.listener.gone(this.#keyOf(name));
  }

  /** Nothing follows from an absence before the new state is complete. */
  relisting(): void {}

  /** Listeners are told of all there is, and let go of the rest themselves. */
  held(): Iterable<string> {
    return [];
  }

  allSeen(all: ReadonlySet<string>): void {
    const { group, kind } = this.#options.request.kind;
    this.#options.listener.complete(new Set([...all].map((id) => `${group}/${kind}/${id}`)));
  }

  interrupted(failure: RequestFailure): void {
    this.#options.listener.interrupted(this.#options.translate(failure));
  }

  #keyOf({ namespace, name }: ObjectName): ObjectKey {
    const { group, kind } = this.#options.request.kind;
    return { group, kind, namespace, name };
  }
}

function textsOf(value: JsonValue | undefined): Readonly<Record<string, string>> {
  const texts: Record<string, string> = Object.create(null);
  if (!isJsonObject(value)) return texts;
  for (const [key, text] of Object.entries(value)) if (typeof text === 'string') texts[key] = text;
  return texts;
}
