import type { Health } from '#core/health/health.ts';
import { objectKeyId, type ObjectKey } from '#core/model/objects/object-key.ts';
import { sharedText } from '#core/model/text/shared-text.ts';
import type { Knowledge, SeenState } from '#core/observe/object-states.ts';
import { StateMemory } from '#core/observe/state-memory.ts';
import { readTracking } from '#core/ownership/tracking.ts';
import type { TenantHealth } from '../health/tenant-health.ts';
import type { SeenObject } from '../ports/clusters/cluster-watches.port.ts';

/** Argo CD's: the object does not count for the health of its Application. */
const IGNORE_HEALTH = 'argocd.argoproj.io/ignore-healthcheck';

/** What one watch has shown. */
interface WatchMemory {
  complete: boolean;
  readonly objects: StateMemory;
  /** The latest judgement that is waited for, by object. */
  readonly judging: Map<string, Promise<unknown>>;
}

/**
 * Everything the watches of one cluster have shown, by watch. An object counts as absent only after a watch that would show it
 * has streamed its whole initial state (law 3).
 */
export class SeenObjects {
  private readonly watches = new Map<string, WatchMemory>();
  private readonly health: Pick<TenantHealth, 'judge'>;
  private readonly onJudged: (id: string) => void;
  private readonly onError: (error: unknown) => void;

  /** `onJudged` is called for objects whose health came later than they were seen. */
  constructor(health: Pick<TenantHealth, 'judge'>, onJudged: (id: string) => void, onError: (error: unknown) => void) {
    this.health = health;
    this.onJudged = onJudged;
    this.onError = onError;
  }

  open(watch: string): void {
    this.watches.set(watch, { complete: false, objects: new StateMemory(), judging: new Map() });
  }

  close(watch: string): void {
    this.watches.delete(watch);
  }

  /** Answers the object's id; undefined when all that is known of it was known before, as after most applies of our own. */
  seen(watch: string, { key, uid, entryHash, annotations, object }: SeenObject): string | undefined {
    const id = sharedText(objectKeyId(key));
    const memory = this.watches.get(watch);
    if (memory === undefined) return undefined;
    // The rules of whoever applied it, by its own word: the Application may not be known here yet.
    const tenant = readTracking(annotations)?.tenant ?? '';
    const isJudged = object !== undefined && annotations[IGNORE_HEALTH] !== 'true';
    const health = isJudged ? this.health.judge(tenant, object) : undefined;
    if (health instanceof Promise) return this.judgeLater(id, { uid, entryHash }, health, memory) ? id : undefined;
    memory.judging.delete(id);
    return memory.objects.set(id, { uid, entryHash, health, isJudged: true }) ? id : undefined;
  }

  gone(watch: string, key: ObjectKey): string {
    const id = objectKeyId(key);
    const memory = this.watches.get(watch);
    if (memory !== undefined) forget(id, memory);
    return id;
  }

  /** The initial state has been streamed: what it did not show is not there. */
  complete(watch: string, seenIds: ReadonlySet<string>): void {
    const memory = this.watches.get(watch);
    if (memory === undefined) return;
    memory.complete = true;
    for (const id of memory.objects.keys()) if (!seenIds.has(id)) forget(id, memory);
  }

  /** Whether the watch has streamed its whole initial state. */
  isComplete(watch: string): boolean {
    return this.watches.get(watch)?.complete ?? false;
  }

  /** `watchOf` names the watch that shows an object, or undefined when none does. */
  look(id: string, watch: string | undefined): Knowledge {
    const memory = watch === undefined ? undefined : this.watches.get(watch);
    const seen = memory?.objects.get(id);
    if (seen === undefined) return memory?.complete === true ? 'absent' : 'unknown';
    return seen.isJudged ? seen : 'unknown';
  }

  /** Until then the object is as healthy as it was. Answers whether that is another state than before. */
  private judgeLater(
    id: string,
    state: Pick<SeenState, 'uid' | 'entryHash'>,
    health: Promise<Health | undefined>,
    memory: WatchMemory,
  ): boolean {
    const before = memory.objects.get(id);
    const isKnown = before?.uid === state.uid && before.isJudged;
    memory.judging.set(id, health);
    this.whenJudged(id, state, health, memory).catch(this.onError);
    return memory.objects.set(id, { ...state, health: isKnown ? before.health : undefined, isJudged: isKnown });
  }

  private async whenJudged(
    id: string,
    state: Pick<SeenState, 'uid' | 'entryHash'>,
    judging: Promise<Health | undefined>,
    { objects, judging: latest }: WatchMemory,
  ): Promise<void> {
    const health = await judging;
    // Seen again, or gone, in the meantime: this judgement is of the past.
    if (latest.get(id) !== judging) return;
    latest.delete(id);
    objects.set(id, { ...state, health, isJudged: true });
    this.onJudged(id);
  }
}

function forget(id: string, { objects, judging }: WatchMemory): void {
  objects.delete(id);
  judging.delete(id);
}
