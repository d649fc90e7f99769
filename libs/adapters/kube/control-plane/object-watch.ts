import type { JsonObject } from '#core/model/json.ts';
import type { RequestFailure } from '../transport/kube-request.ts';
import type { ObjectName, ResourceWatch, ResourceWatchHandler } from '../watch/resource-watch.ts';
import { metadataOf, textOf } from '../watch/watch-event.ts';

/** Without the right to watch, or while the kind is not served, it is tried again after this time. */
const REFUSED_AGAIN_MS = 60_000;

/**
 * Tells the names of objects that changed, from their resource versions: metadata is enough. Also those that may have changed while
 * nobody looked, which at the start are all there are.
 */
export class ObjectWatch implements ResourceWatchHandler {
  /** By `namespace/name`. */
  private readonly versions = new Map<string, string>();
  private readonly follow: (handler: ResourceWatchHandler) => ResourceWatch;
  private readonly onChange: (name: string) => void;
  private watch: ResourceWatch;
  private again: NodeJS.Timeout | undefined;

  constructor(follow: (handler: ResourceWatchHandler) => ResourceWatch, onChange: (name: string) => void) {
    this.follow = follow;
    this.onChange = onChange;
    this.watch = follow(this);
  }

  stop(): void {
    clearTimeout(this.again);
    this.watch.stop();
  }

  seen(object: JsonObject, { namespace, name }: ObjectName): void {
    const id = `${namespace}/${name}`;
    const version = textOf(metadataOf(object)['resourceVersion']);
    if (this.versions.get(id) === version) return;
    this.versions.set(id, version);
    this.onChange(name);
  }

  gone({ namespace, name }: ObjectName): void {
    if (this.versions.delete(`${namespace}/${name}`)) this.onChange(name);
  }

  /** What comes is compared with what was known. */
  relisting(): void {
    return undefined;
  }

  held(): Iterable<string> {
    return this.versions.keys();
  }

  allSeen(): void {
    return undefined;
  }

  interrupted({ status }: RequestFailure): void {
    if (status !== 403 && status !== 404) return;
    this.stop();
    this.again = setTimeout(() => (this.watch = this.follow(this)), REFUSED_AGAIN_MS).unref();
  }
}
