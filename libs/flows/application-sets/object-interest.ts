import type { ControlPlane, ObjectCollection } from '../ports/control-plane.port.ts';

/** One object that a set's generators read, or all of the collection where there is no name. */
export interface ObjectRef extends ObjectCollection {
  readonly name?: string | undefined;
}

interface Followed {
  /** What each set reads of the collection, by the set's key. */
  readonly names: Map<string, ReadonlySet<string | undefined>>;
  readonly stop: () => void;
}

/**
 * Which sets read which objects of their tenants. A collection is watched while somebody reads of it; a change wakes those who read
 * that object. Kept in memory: every set states what it read each time it is expanded.
 */
export class ObjectInterest {
  private readonly watchObjects: ControlPlane['watchObjects'];
  private readonly wake: (set: string) => void;
  private readonly collections = new Map<string, Followed>();

  constructor(watchObjects: ControlPlane['watchObjects'], wake: (set: string) => void) {
    this.watchObjects = watchObjects;
    this.wake = wake;
  }

  /** Replaces what the set reads. */
  state(set: string, refs: readonly ObjectRef[]): void {
    const read = Map.groupBy(refs, keyOf);
    for (const [key, [first, ...others]] of read) {
      if (first === undefined) continue;
      const names = new Set([first, ...others].map(({ name }) => name));
      this.followed(key, first).names.set(set, names);
    }
    for (const key of this.collections.keys()) if (!read.has(key)) this.leave(set, key);
  }

  withdraw(set: string): void {
    this.state(set, []);
  }

  close(): void {
    for (const { stop } of this.collections.values()) stop();
    this.collections.clear();
  }

  private followed(key: string, collection: ObjectCollection): Followed {
    const known = this.collections.get(key);
    if (known !== undefined) return known;
    const names: Followed['names'] = new Map();
    const stop = this.watchObjects(collection, (changed) => {
      for (const [set, read] of names) if (read.has(undefined) || read.has(changed)) this.wake(set);
    });
    this.collections.set(key, { names, stop });
    return { names, stop };
  }

  private leave(set: string, key: string): void {
    const followed = this.collections.get(key);
    if (followed?.names.delete(set) !== true || followed.names.size > 0) return;
    followed.stop();
    this.collections.delete(key);
  }
}

function keyOf({ apiVersion, resource, namespace }: ObjectCollection): string {
  return `${apiVersion} ${resource} ${namespace}`;
}
