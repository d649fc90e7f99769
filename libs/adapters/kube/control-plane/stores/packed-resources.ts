import { JsonPacker } from '../../packing/json-packer.ts';
import type { ResourceStore, Stored } from './resource-store.ts';
import { SortedKeys } from './sorted-keys.ts';

/** Resources used last that are kept as they are: those that a burst of work is about. */
const MOST_RECENT = 256;
/** So many are packed anew with each one that is set, while one packer takes over from another. */
const MOVED_AT_ONCE = 4;

/**
 * Keeps thousands of resources of one kind packed: an Application of four objects takes half a kilobyte in place of four. What `get`
 * answers is made of that, the status only when somebody looks at it.
 */
export class PackedResources<T extends Stored> implements ResourceStore<T> {
  /** In each text: which of the packers, the resourceVersion, everything but the status, the status. Empty for one that is new and still recent. */
  readonly #texts = new Map<string, string>();
  readonly #keys = new SortedKeys(this.#texts);
  readonly #recent = new Map<string, T>();
  #packers: readonly [JsonPacker, JsonPacker] = [new JsonPacker(), new JsonPacker()];
  #current: 0 | 1 = 0;
  /** Keys whose text may still be of the packer that is full. */
  #moving: Iterator<string, unknown> | undefined;

  hasVersion(key: string, resourceVersion: string): boolean {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent.metadata.resourceVersion === resourceVersion;
    const text = this.#texts.get(key);
    return text !== undefined && this.#open(text).next() === resourceVersion;
  }

  get(key: string): T | undefined {
    const resource = this.peek(key);
    if (resource !== undefined) this.#remember(key, resource);
    return resource;
  }

  peek(key: string): T | undefined {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    const text = this.#texts.get(key);
    return text === undefined ? undefined : this.#unpack(text);
  }

  set(key: string, resource: T): void {
    if (!this.#texts.has(key)) this.#keys.changed();
    this.#texts.set(key, '');
    this.#remember(key, resource);
    this.#move();
  }

  delete(key: string): boolean {
    this.#recent.delete(key);
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
    for (const [oldest, evicted] of this.#recent) {
      if (this.#recent.size <= MOST_RECENT) return;
      this.#recent.delete(oldest);
      if (this.#texts.get(oldest) === '') this.#packResource(oldest, evicted);
    }
  }

  #packResource(key: string, { status, ...head }: T): void {
    this.#pack(key, [head.metadata.resourceVersion, head, status]);
  }

  #pack(key: string, values: readonly unknown[]): void {
    this.#texts.set(key, this.#packers[this.#current].pack([this.#current, ...values], key));
  }

  /** Reads from the resourceVersion on. */
  #open(text: string): { next(): unknown } {
    // The first value is a number of one byte, behind the byte that says so.
    const reading = this.#packers[text.charCodeAt(1) === 0 ? 0 : 1].unpack(text);
    reading.next();
    return reading;
  }

  #unpack(text: string): T {
    const reading = this.#open(text);
    reading.next();
    // Packed from a `T`, which no type can say of bytes.
    const resource: T = Object.create(Object.prototype);
    return withLateStatus(Object.assign(resource, reading.next()), () => reading.next());
  }

  /** A packer that is full, after years of commits, is followed by an empty one, without a pause for everybody. */
  #move(): void {
    if (this.#moving === undefined && this.#packers[this.#current].isFull) this.#turnOver();
    for (let count = 0; this.#moving !== undefined && count < MOVED_AT_ONCE; count += 1) {
      const { value, done } = this.#moving.next();
      if (done === true) this.#moving = undefined;
      else this.#moveOne(value);
    }
  }

  #turnOver(): void {
    const fresh = new JsonPacker();
    this.#packers = this.#current === 0 ? [this.#packers[0], fresh] : [fresh, this.#packers[1]];
    this.#current = this.#current === 0 ? 1 : 0;
    this.#moving = this.keys().values();
  }

  #moveOne(key: string): void {
    const text = this.#texts.get(key);
    if (text === undefined || text === '' || text.charCodeAt(1) === this.#current) return;
    const reading = this.#open(text);
    this.#pack(key, [reading.next(), reading.next(), reading.next()]);
  }
}

/** The status becomes an ordinary member when it is looked at for the first time: most who go over all resources never do. */
function withLateStatus<T extends object>(resource: T, read: () => unknown): T {
  const define = (descriptor: PropertyDescriptor) =>
    Object.defineProperty(resource, 'status', { enumerable: true, configurable: true, ...descriptor });
  return define({
    get: () => {
      const value = read();
      define({ value, writable: true });
      return value;
    },
  });
}
