import { isAtLeast } from '#core/model/objects/resource-version.ts';
import { sharedText } from '#core/model/text/shared-text.ts';
import type { JsonObject } from '#core/model/json.ts';
import type { ResourceKind, ResourceName, ResourceTypes, ResourceView } from '#flows/ports/control-plane.port.ts';
import type { RequestFailure } from '../transport/kube-request.ts';
import type { ObjectName, ResourceWatchHandler } from '../watch/resource-watch.ts';
import { metadataOf } from '../watch/watch-event.ts';
import { parseResource } from './resource-kinds.ts';
import { PackedResources } from './stores/packed-resources.ts';
import { PlainResources } from './stores/plain-resources.ts';
import type { ResourceStore } from './stores/resource-store.ts';

/** What a view could not read. */
export interface ViewProblems {
  /** An object is not of the form we know; it is kept out of the view and the others go on (law 9). */
  onUnreadable(kind: ResourceKind, name: ResourceName, message: string): void;
  /** The watch of a kind broke and goes on by itself. */
  onInterrupted(kind: ResourceKind, failure: RequestFailure): void;
}

type Listener<T> = (name: ResourceName, resource: T | undefined) => void;

/** The in-memory copy of one kind that a watch feeds. */
export class WatchedView<K extends ResourceKind> implements ResourceView<ResourceTypes[K]>, ResourceWatchHandler {
  readonly #kind: K;
  readonly #problems: ViewProblems;
  readonly #resources: ResourceStore<ResourceTypes[K]>;
  readonly #unreadable = new Set<string>();
  readonly #listeners = new Set<Listener<ResourceTypes[K]>>();
  readonly #completion = Promise.withResolvers<void>();
  #complete = false;
  #newestVersion = '';
  #reached = '';

  constructor(kind: K, problems: ViewProblems) {
    this.#kind = kind;
    this.#problems = problems;
    // There are thousands of Applications, and of the others some dozens.
    this.#resources = kind === 'Application' ? new PackedResources() : new PlainResources();
  }

  get complete(): boolean {
    return this.#complete;
  }

  get unreadable(): ReadonlySet<string> {
    return this.#unreadable;
  }

  get newestVersion(): string {
    return this.#newestVersion;
  }

  hasSeen(version: string): boolean {
    return this.#complete && isAtLeast(this.#reached, version);
  }

  /** Resolves when the first list has been read to its end. */
  get firstComplete(): Promise<void> {
    return this.#completion.promise;
  }

  list(): readonly ResourceTypes[K][] {
    return this.#resources.list();
  }

  *each(): Generator<ResourceTypes[K]> {
    for (const key of this.#resources.keys()) {
      const resource = this.#resources.peek(key);
      if (resource !== undefined) yield resource;
    }
  }

  *names(): Generator<ResourceName> {
    for (const key of this.#resources.keys()) yield nameFrom(key);
  }

  get(name: ResourceName): ResourceTypes[K] | undefined {
    return this.#resources.get(keyOf(name));
  }

  onChange(listener: Listener<ResourceTypes[K]>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  seen(object: JsonObject, identity: ObjectName): void {
    const key = keyOf(identity);
    // A relist shows every object again: nobody is told of what they know.
    const { resourceVersion } = metadataOf(object);
    if (typeof resourceVersion === 'string' && this.#resources.hasVersion(key, resourceVersion)) return;
    const parsed = parseResource(this.#kind, object);
    if (!parsed.ok) {
      this.#unreadable.add(key);
      this.#problems.onUnreadable(this.#kind, nameOf(identity), parsed.failure);
      this.#remove(identity);
      return;
    }
    this.#unreadable.delete(key);
    this.#noteVersion(parsed.value.metadata.resourceVersion);
    this.#resources.set(sharedText(key), parsed.value);
    this.#tell(nameOf(identity), parsed.value);
  }

  gone(identity: ObjectName): void {
    this.#unreadable.delete(keyOf(identity));
    this.#remove(identity);
  }

  relisting(): void {
    this.#complete = false;
  }

  held(): Iterable<string> {
    return [...this.#resources.keys(), ...this.#unreadable];
  }

  allSeen(): void {
    this.#complete = true;
    this.#completion.resolve();
  }

  reached(resourceVersion: string, by: 'change' | 'bookmark'): void {
    this.#reached = resourceVersion;
    if (by === 'change') this.#noteVersion(resourceVersion);
  }

  interrupted(failure: RequestFailure): void {
    this.#problems.onInterrupted(this.#kind, failure);
  }

  #noteVersion(version: string): void {
    if (!isAtLeast(this.#newestVersion, version)) this.#newestVersion = version;
  }

  #remove(identity: ObjectName): void {
    if (!this.#resources.delete(keyOf(identity))) return;
    this.#tell(nameOf(identity), undefined);
  }

  #tell(name: ResourceName, resource: ResourceTypes[K] | undefined): void {
    for (const listener of this.#listeners) listener(name, resource);
  }
}

function nameFrom(key: string): ResourceName {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

function nameOf({ namespace, name }: ObjectName): ResourceName {
  return { namespace, name };
}

/** No name holds a slash, and it sorts before every character of a name: order by key is order by namespace, then name. */
function keyOf({ namespace, name }: ResourceName): string {
  return `${namespace}/${name}`;
}
