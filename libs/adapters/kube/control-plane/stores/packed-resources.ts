import { ResourcePacker } from './resource-packer.ts';
import type { ResourceStore, Stored } from './resource-store.ts';
import { SortedKeys } from './sorted-keys.ts';

/** Resources used last that are kept as they are: those that a burst of work is about. */
const MOST_RECENT = 1024;

/**
 * Keeps thousands of resources of one kind packed, but for those used last: an Application of four objects takes half a kilobyte in place of
 * four.
 */
export class PackedResources<T extends Stored> implements ResourceStore<T> {
  /** Packed, labelled with their versions. Empty for one that is new and still recent. */
  readonly #texts = new Map<string, string>();
  readonly #keys = new SortedKeys(this.#texts);
  readonly #recent = new Map<string, T>();
  readonly #packer = new ResourcePacker();

  hasVersion(key: string, resourceVersion: string): boolean {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent.metadata.resourceVersion === resourceVersion;
    const packed = this.#texts.get(key);
    return packed !== undefined && packed !== '' && this.#packer.hasLabel(packed, resourceVersion);
  }

  get(key: string): T | undefined {
    const resource = this.peek(key);
    if (resource !== undefined) this.#remember(key, resource);
    return resource;
  }

  peek(key: string): T | undefined {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    const packed = this.#texts.get(key);
    return packed === undefined ? undefined : this.#unpack(packed, key);
  }

  set(key: string, resource: T): void {
    if (!this.#texts.has(key)) this.#keys.changed();
    this.#release(key);
    this.#texts.set(key, '');
    this.#remember(key, resource);
  }

  delete(key: string): boolean {
    this.#recent.delete(key);
    this.#release(key);
    if (!this.#texts.delete(key)) return false;
    this.#keys.changed();
    return true;
  }

  keys(): readonly string[] {
    return this.#keys.read();
  }

  list(): readonly T[] {
    return this.keys().flatMap((key) => this.peek(key) ?? []);
  }

  #remember(key: string, resource: T): void {
    this.#recent.delete(key);
    this.#recent.set(key, resource);
    if (this.#recent.size <= MOST_RECENT) return;
    const [oldest] = this.#recent;
    if (oldest !== undefined) this.#putAway(...oldest);
  }

  #putAway(key: string, resource: T): void {
    this.#recent.delete(key);
    if (this.#texts.get(key) !== '') return;
    const { name, resourceVersion } = resource.metadata;
    this.#texts.set(key, this.#packer.pack(JSON.stringify(resource), { name, label: resourceVersion }));
  }

  /** What is known under the key will not be any more. */
  #release(key: string): void {
    const packed = this.#texts.get(key);
    if (packed) this.#packer.release(packed);
  }

  #unpack(packed: string, key: string): T {
    // Packed from a `T`, which no type can say of a text.
    const resource: T = JSON.parse(this.#packer.unpack(packed, key.slice(key.indexOf('/') + 1)));
    return resource;
  }
}
