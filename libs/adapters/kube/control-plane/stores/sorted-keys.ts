/** The keys of a map, sorted once for as long as the same ones are there. */
export class SortedKeys {
  readonly #map: ReadonlyMap<string, unknown>;
  #sorted: readonly string[] | undefined;

  constructor(map: ReadonlyMap<string, unknown>) {
    this.#map = map;
  }

  /** A key came or went. */
  changed(): void {
    this.#sorted = undefined;
  }

  read(): readonly string[] {
    this.#sorted ??= [...this.#map.keys()].toSorted();
    return this.#sorted;
  }
}
