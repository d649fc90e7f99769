import {
  findWantedWatches,
  isSecret,
  watchId,
  type OwnedObjects,
  type WatchRules,
  type WantedWatch,
} from '#core/observe/wanted-watches.ts';
import type { SpokeFailure } from '../ports/clusters/cluster-access.port.ts';
import type { SpokeObservation, WatchListener } from '../ports/clusters/cluster-watches.port.ts';
import type { Clock } from '../ports/clock.port.ts';
import { ClosedKinds } from './closed-kinds.ts';
import { pause } from './pause.ts';
import type { SeenObjects } from './seen-objects.ts';

/** What the watches of a cluster tell whoever keeps them. */
export interface WatchNews {
  /** State of these objects may have changed. */
  changed(ids: Iterable<string>): void;
  /** So much is new that everything has to be looked at. */
  allChanged(): void;
  /** Some watches may not be wanted any more. */
  fewerWanted(): void;
}

interface RunningWatch {
  readonly watch: WantedWatch;
  readonly stop: () => void;
  /** It may still be showing what there is. */
  isNew: boolean;
}

/** Time to show all there is. */
const STARTING_MS = 15_000;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 60_000;

/** Keeps exactly the watches running that the inventories of one cluster ask for. */
export class WatchManager {
  private readonly running = new Map<string, RunningWatch>();
  /** What the hub turned out to have no right on: watched as the tenants. */
  private readonly closedKinds: ClosedKinds;
  /** Why a watch shows nothing for now, by its id. */
  private readonly failures = new Map<string, SpokeFailure>();
  private readonly observation: SpokeObservation;
  private readonly seen: SeenObjects;
  private readonly news: WatchNews;
  private readonly hasHealth: WatchRules['hasHealth'];

  constructor(
    observation: SpokeObservation,
    seen: SeenObjects,
    {
      hasHealth,
      clock,
      ...news
    }: WatchNews & Pick<WatchRules, 'hasHealth'> & { readonly clock: Pick<Clock, 'random'> },
  ) {
    this.observation = observation;
    this.seen = seen;
    this.news = news;
    this.hasHealth = hasHealth;
    this.closedKinds = new ClosedKinds(observation, clock, () => this.reopened());
  }

  /** Starts what is missing for these inventories; what shows too little is started anew. */
  ensure(owned: Iterable<OwnedObjects>): void {
    for (const [id, watch] of this.wanted(owned)) {
      const mode = this.running.get(id)?.watch.mode;
      if (mode === 'full' || mode === watch.mode) continue;
      if (mode !== undefined) this.stop(id);
      this.start(id, watch);
    }
  }

  /** Lets the objects of these kinds be shown once more, as whole objects where these inventories want that now. */
  showAgain(isMeant: (kind: WantedWatch['kind']) => boolean, owned: Iterable<OwnedObjects>): void {
    for (const [id, { watch }] of this.running) if (isMeant(watch.kind)) this.stop(id);
    this.ensure(owned);
  }

  /** Stops what none of these inventories, which are all there are, asks for. */
  trim(owned: Iterable<OwnedObjects>): void {
    const wanted = this.wanted(owned);
    for (const id of this.running.keys()) if (!wanted.has(id)) this.stop(id);
  }

  /** Which watch shows an object of this kind and place. */
  watchOf(kind: { group: string; version: string; kind: string; namespace: string }, tenant: string): string {
    const { group, version } = kind;
    const scope = this.isClosedToHub(kind) ? { namespace: kind.namespace, tenant } : { namespace: '' };
    return watchId({ kind: { group, version, kind: kind.kind }, ...scope });
  }

  /** Why a watch shows nothing for now; undefined when nothing is wrong with it. */
  failureOf(id: string): SpokeFailure | undefined {
    return this.failures.get(id);
  }

  /**
   * Whether a watch has neither shown all there is nor failed, and has not had long to do so. Whoever waits for it is told, as of everything
   * else, by `allChanged`.
   */
  isStarting(id: string): boolean {
    return this.running.get(id)?.isNew === true && !this.seen.isComplete(id) && !this.failures.has(id);
  }

  stopAll(): void {
    this.closedKinds.stop();
    for (const id of this.running.keys()) this.stop(id);
  }

  private wanted(owned: Iterable<OwnedObjects>): Map<string, WantedWatch> {
    return findWantedWatches(owned, {
      hasHealth: this.hasHealth,
      isClosedToHub: (kind) => this.isClosedToHub(kind),
    });
  }

  private isClosedToHub(kind: { group: string; kind: string }): boolean {
    return isSecret(kind) || this.closedKinds.has(kind);
  }

  private stop(id: string): void {
    this.running.get(id)?.stop();
    this.running.delete(id);
    this.seen.close(id);
    this.failures.delete(id);
  }

  private start(id: string, watch: WantedWatch): void {
    this.seen.open(id);
    const abort = new AbortController();
    const running = { watch, stop: () => abort.abort(), isNew: true };
    this.running.set(id, running);
    void pause(STARTING_MS, abort.signal).then(() => this.noLongerNew(id, running, abort.signal));
    void this.resolveAndWatch(id, watch, abort.signal, FIRST_PAUSE_MS);
  }

  /** What it has not shown by now keeps nothing else from being looked at. */
  private noLongerNew(id: string, running: RunningWatch, signal: AbortSignal): void {
    const kept = this.isStarting(id) && !signal.aborted;
    running.isNew = false;
    if (kept) this.news.allChanged();
  }

  private async resolveAndWatch(id: string, watch: WantedWatch, signal: AbortSignal, pauseMs: number): Promise<void> {
    const served = await this.observation.resolveKind(watch.kind, signal);
    if (signal.aborted) return;
    if (!served.ok) {
      this.fail(id, served.failure);
      await pause(pauseMs, signal);
      if (signal.aborted) return;
      return this.resolveAndWatch(id, watch, signal, Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
    }
    const { namespace, tenant, mode } = watch;
    const stop = this.observation.watch({ kind: served.value, namespace, tenant, mode }, this.listener(id, watch));
    signal.addEventListener('abort', stop, { once: true });
  }

  private listener(id: string, watch: WantedWatch): WatchListener {
    return {
      seen: (object) => {
        const changed = this.seen.seen(id, object);
        if (changed !== undefined) this.news.changed([changed]);
      },
      gone: (key) => this.news.changed([this.seen.gone(id, key)]),
      complete: (seenIds) => {
        this.failures.delete(id);
        this.seen.complete(id, seenIds);
        this.news.allChanged();
      },
      interrupted: (failure) => this.interrupted(id, watch, failure),
    };
  }

  private fail(id: string, failure: SpokeFailure): void {
    const isNews = this.failures.get(id)?.message !== failure.message;
    this.failures.set(id, failure);
    if (isNews) this.news.allChanged();
  }

  private interrupted(id: string, watch: WantedWatch, failure: SpokeFailure): void {
    if (failure.kind !== 'forbidden' || watch.tenant !== undefined) return this.fail(id, failure);
    // It would ask again for ever.
    this.stop(id);
    this.closedKinds.close(watch.kind);
    this.news.allChanged();
  }

  /** The watches of the tenants are not wanted any more. */
  private reopened(): void {
    this.news.allChanged();
    this.news.fewerWanted();
  }
}
