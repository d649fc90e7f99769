import type { Health } from '#core/health/health.ts';
import { isDeepEqual } from '#core/model/deep-equal.ts';
import { objectKeyId, type ObjectKey } from '#core/model/objects/object-key.ts';
import { sharedText } from '#core/model/text/shared-text.ts';
import type { Knowledge, SeenState } from '#core/observe/object-states.ts';
import { readTracking } from '#core/ownership/tracking.ts';
import type { TenantHealth } from '../health/tenant-health.ts';
import type { SeenObject } from '../ports/clusters/cluster-watches.port.ts';

/** Argo CD's: the object does not count for the health of its Application. */
const IGNORE_HEALTH = 'argocd.argoproj.io/ignore-healthcheck';

/** An object is looked at only once it has been judged, or has been before. */
interface Remembered extends SeenState {
  readonly isJudged: boolean;
}

/** What one watch has shown. */
interface WatchMemory {
  complete: boolean;
  readonly objects: Map<string, Remembered>;
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
    this.watches.set(watch, { complete: false, objects: new Map() });
  }

  close(watch: string): void {
    this.watches.delete(watch);
  }

  /** Answers the object's id; undefined when all that is known of it was known before, as after most applies of our own. */
  seen(watch: string, { key, uid, entryHash, annotations, object }: SeenObject): string | undefined {
    const id = sharedText(objectKeyId(key));
    const objects = this.watches.get(watch)?.objects;
    if (objects === undefined) return undefined;
    // The rules of whoever applied it, by its own word: the Application may not be known here yet.
    const tenant = readTracking(annotations)?.tenant ?? '';
    const isJudged = object !== undefined && annotations[IGNORE_HEALTH] !== 'true';
    const health = isJudged ? this.health.judge(tenant, object) : undefined;
    const before = objects.get(id);
    if (health instanceof Promise) this.judgeLater(id, { uid, entryHash }, health, objects).catch(this.onError);
    else objects.set(id, { uid, entryHash, health: health && shared(health), isJudged: true });
    return isDeepEqual(before, objects.get(id)) ? undefined : id;
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

  /** Until then the object is as healthy as it was. */
  private async judgeLater(
    id: string,
    state: Pick<SeenState, 'uid' | 'entryHash'>,
    health: Promise<Health | undefined>,
    objects: WatchMemory['objects'],
  ): Promise<void> {
    const before = objects.get(id);
    const isKnown = before?.uid === state.uid && before.isJudged;
    const waiting = { ...state, health: isKnown ? before.health : undefined, isJudged: isKnown };
    objects.set(id, waiting);
    const judged = await health;
    // Seen again, or gone, in the meantime: this judgement is of the past.
    if (objects.get(id) !== waiting) return;
    objects.set(id, { ...state, health: judged && shared(judged), isJudged: true });
    this.onJudged(id);
  }
}

/** One object for all that say nothing but their status, as most do. */
const plainHealth = new Map<Health['status'], Health>();

function shared(health: Health): Health {
  if (health.message !== '') return health;
  const known = plainHealth.get(health.status) ?? health;
  plainHealth.set(health.status, known);
  return known;
}
