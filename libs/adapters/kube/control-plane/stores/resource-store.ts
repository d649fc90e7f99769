/** Where a view keeps its resources, by `namespace/name`. */
export interface ResourceStore<T> {
  /** Whether it is there in exactly this version. */
  hasVersion(key: string, resourceVersion: string): boolean;
  get(key: string): T | undefined;
  /** As `get`, for whoever goes over all of them: the resource does not count as used. */
  peek(key: string): T | undefined;
  set(key: string, resource: T): void;
  /** False when there was none. */
  delete(key: string): boolean;
  /** Sorted. */
  keys(): readonly string[];
  /** In the order of the keys. */
  list(): readonly T[];
}

/** What every resource has. */
export interface Stored {
  readonly metadata: { readonly name: string; readonly resourceVersion: string };
  readonly status: unknown;
}
