import type { GroupVersionKind } from '#core/model/objects/manifest.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { SpokeObservation } from '../ports/clusters/cluster-watches.port.ts';
import { pause } from './pause.ts';

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 600_000;

/**
 * Kinds that the hub itself may not watch on one cluster, so that their tenants do, each in its namespaces. Rights change without a word: the
 * hub tries again with growing pauses, one watch for each kind, and a kind is open as soon as it shows something.
 */
export class ClosedKinds {
  private readonly trials = new Map<string, AbortController>();
  private readonly observation: Pick<SpokeObservation, 'resolveKind' | 'watch'>;
  private readonly clock: Pick<Clock, 'random'>;
  private readonly opened: () => void;

  /** `opened`: the hub may watch one of them now. */
  constructor(
    observation: Pick<SpokeObservation, 'resolveKind' | 'watch'>,
    clock: Pick<Clock, 'random'>,
    opened: () => void,
  ) {
    this.observation = observation;
    this.clock = clock;
    this.opened = opened;
  }

  has(kind: { group: string; kind: string }): boolean {
    return this.trials.has(idOf(kind));
  }

  /** The hub was refused. */
  close(kind: GroupVersionKind): void {
    if (this.has(kind)) return;
    const trial = new AbortController();
    this.trials.set(idOf(kind), trial);
    void this.tryUntilOpen(kind, trial.signal);
  }

  stop(): void {
    for (const trial of this.trials.values()) trial.abort();
    this.trials.clear();
  }

  private async tryUntilOpen(kind: GroupVersionKind, signal: AbortSignal): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      await pause(pauseMs * (0.5 + this.clock.random() / 2), signal);
      if (signal.aborted) return;
      if (await this.isOpen(kind, signal)) break;
    }
    if (signal.aborted) return;
    this.trials.delete(idOf(kind));
    this.opened();
  }

  /** Whether a watch of the hub shows something; for as long as it neither does nor is refused, nobody knows. */
  private async isOpen(kind: GroupVersionKind, signal: AbortSignal): Promise<boolean> {
    const served = await this.observation.resolveKind(kind, signal);
    if (!served.ok || signal.aborted) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const giveUp = () => resolve(false);
    signal.addEventListener('abort', giveUp, { once: true });
    const stop = this.observation.watch(
      { kind: served.value, namespace: '', mode: 'metadata' },
      {
        seen: () => resolve(true),
        gone: () => resolve(true),
        complete: () => resolve(true),
        interrupted: giveUp,
      },
    );
    const isOpen = await promise;
    signal.removeEventListener('abort', giveUp);
    stop();
    return isOpen;
  }
}

function idOf({ group, kind }: { group: string; kind: string }): string {
  return `${group}/${kind}`;
}
