import { assessHealth } from '#core/health/assess-health.ts';
import { objectKeyId, type ObjectKey } from '#core/model/object-key.ts';
import type { Knowledge, SeenState } from '#core/observe/object-states.ts';
import type { SeenObject } from '../ports/cluster-watches.port.ts';

/** What one watch has shown. */
interface WatchMemory {
  complete: boolean;
  readonly objects: Map<string, SeenState>;
}

/**
 * Everything the watches of one cluster have shown, by watch. An object counts as absent only after a watch that would show it
 * has streamed its whole initial state (law 3).
 */
export class SeenObjects {
  private readonly watches = new Map<string, WatchMemory>();

  open(watch: string): void {
    this.watches.set(watch, { complete: false, objects: new Map() });
  }

  close(watch: string): void {
    this.watches.delete(watch);
  }

  /** Answers the object's id. */
  seen(watch: string, { key, uid, entryHash, object }: SeenObject): string {
    const id = objectKeyId(key);
    const health = object === undefined ? undefined : assessHealth(object);
    this.watches.get(watch)?.objects.set(id, { uid, entryHash, health });
    return id;
  }

  gone(watch: string, key: ObjectKey): string {
    const id = objectKeyId(key);
    this.watches.get(watch)?.objects.delete(id);
    return id;
  }

  /** The initial state has been streamed: what it did not show is not there. */
  complete(watch: string, seenIds: ReadonlySet<string>): void {
    const memory = this.watches.get(watch);
    if (memory === undefined) return;
    memory.complete = true;
    for (const id of memory.objects.keys()) if (!seenIds.has(id)) memory.objects.delete(id);
  }

  /** `watchOf` names the watch that shows an object, or undefined when none does. */
  look(id: string, watch: string | undefined): Knowledge {
    const memory = watch === undefined ? undefined : this.watches.get(watch);
    return memory?.objects.get(id) ?? (memory?.complete === true ? 'absent' : 'unknown');
  }
}
