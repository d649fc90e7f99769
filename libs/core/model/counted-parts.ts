interface Counted<T> {
  readonly part: T;
  users: number;
}

/** Parts that many have alike, each kept once, under an id of its own, until its last user lets go of it. */
export class CountedParts<T> {
  private readonly parts = new Map<string, Counted<T>>();

  /** The part with this id, for one more user. */
  share(id: string, make: () => T): T {
    const known = this.parts.get(id) ?? { part: make(), users: 0 };
    known.users += 1;
    this.parts.set(id, known);
    return known.part;
  }

  /** Without one user more. */
  get(id: string): T | undefined {
    return this.parts.get(id)?.part;
  }

  release(id: string): void {
    const known = this.parts.get(id);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users === 0) this.parts.delete(id);
  }

  /** Each once. */
  *all(): Generator<T> {
    for (const { part } of this.parts.values()) yield part;
  }
}
