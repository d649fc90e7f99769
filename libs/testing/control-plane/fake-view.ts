import { isAtLeast } from '#core/model/objects/resource-version.ts';
import type { ResourceName, ResourceView } from '#flows/ports/control-plane.port.ts';

interface Named {
  readonly metadata: ResourceName;
}

type Listener<T> = (name: ResourceName, resource: T | undefined) => void;

/** A view whose content the test sets; complete unless told otherwise. */
export class FakeView<T extends Named> implements ResourceView<T> {
  complete = true;
  readonly unreadable = new Set<string>();
  /** Set by tests of whoever relies on how far a view is; by default nobody can tell. */
  newestVersion = '';
  private readonly listeners = new Set<Listener<T>>();
  private items: readonly T[] = [];

  hasSeen(version: string): boolean {
    return this.complete && isAtLeast(this.newestVersion, version);
  }

  list(): readonly T[] {
    return this.items;
  }

  each(): IteratorObject<T> {
    return this.items.values();
  }

  names(): Iterable<ResourceName> {
    return this.items.map(({ metadata }) => metadata);
  }

  get({ namespace, name }: ResourceName): T | undefined {
    return this.items.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  }

  onChange(listener: Listener<T>): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  put(...resources: readonly T[]): void {
    for (const resource of resources) {
      this.items = [...this.without(resource.metadata), resource].toSorted(byName);
      for (const listener of this.listeners) listener(resource.metadata, resource);
    }
  }

  remove(name: ResourceName): void {
    this.items = this.without(name);
    for (const listener of this.listeners) listener(name, undefined);
  }

  private without({ namespace, name }: ResourceName): readonly T[] {
    return this.items.filter(({ metadata }) => metadata.namespace !== namespace || metadata.name !== name);
  }
}

function byName({ metadata: a }: Named, { metadata: b }: Named): number {
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}
