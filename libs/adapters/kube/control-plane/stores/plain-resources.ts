import type { ResourceStore, Stored } from './resource-store.ts';
import { SortedKeys } from './sorted-keys.ts';

/** Keeps resources as they are: each stays the same object until it changes. */
export class PlainResources<T extends Stored> implements ResourceStore<T> {
  readonly #resources = new Map<string, T>();
  readonly #keys = new SortedKeys(this.#resources);
  #list: readonly T[] | undefined;

  hasVersion(key: string, resourceVersion: string): boolean {
    return this.#resources.get(key)?.metadata.resourceVersion === resourceVersion;
  }

  get(key: string): T | undefined {
    return this.#resources.get(key);
  }

  peek(key: string): T | undefined {
    return this.#resources.get(key);
  }

  set(key: string, resource: T): void {
    if (!this.#resources.has(key)) this.#keys.changed();
    this.#resources.set(key, resource);
    this.#list = undefined;
  }

  delete(key: string): boolean {
    if (!this.#resources.delete(key)) return false;
    this.#keys.changed();
    this.#list = undefined;
    return true;
  }

  keys(): readonly string[] {
    return this.#keys.read();
  }

  list(): readonly T[] {
    this.#list ??= this.keys().flatMap((key) => this.#resources.get(key) ?? []);
    return this.#list;
  }
}
