import { POLL_REQUESTED_ANNOTATION } from '#core/resources/metadata.ts';
import type { Repository } from '#core/resources/repository.ts';
import { durationToMs } from '#core/resources/schema/shared-fields.ts';
import { KeyedLoop } from '#flows/loops/keyed-loop.ts';
import { refreshRepository } from '#flows/repositories/refresh-repository.ts';
import { repositoryKey } from '#flows/repositories/repository-lookup.ts';
import type { RevisionInterest } from '#flows/repositories/revision-interest.ts';
import type { Platform } from '#runtime/platform.ts';
import { nameOf } from './resource-key.ts';

/** Repositories read at once: each is one git process. */
const AT_ONCE = 8;
/** A repository that fails is read less often, up to this many intervals, */
const LONGEST_PAUSE_INTERVALS = 8;
/** and not for longer than this, unless its interval itself is. */
const LONGEST_PAUSE_MS = 60_000;

/** Reads the refs of every Repository that somebody follows, once in its interval. */
export class RepositoriesReconciler {
  readonly loop: KeyedLoop;
  private readonly failures = new Map<string, number>();
  private readonly platform: Platform;
  private readonly interest: RevisionInterest;

  constructor(platform: Platform, interest: RevisionInterest) {
    this.platform = platform;
    this.interest = interest;
    const onError = (key: string, error: unknown) =>
      platform.log.error({ repository: key, err: error }, 'cannot refresh a repository: trying again');
    this.loop = new KeyedLoop({
      clock: platform.clock,
      concurrency: AT_ONCE,
      run: (key, signal) => this.run(key, signal),
      onError,
    });
  }

  /** Asks for every Repository now, and for each that changes later. Answers what ends it. */
  follow(): () => void {
    const view = this.platform.controlPlane.view('Repository');
    for (const repository of view.list()) this.loop.request(repositoryKey(repository));
    const wishes = new Map(view.list().map((repository) => [repositoryKey(repository), wishOf(repository)]));
    return view.onChange(({ namespace, name }, repository) => {
      const key = `${namespace}/${name}`;
      if (repository === undefined) {
        wishes.delete(key);
        return this.loop.forget(key);
      }
      const wish = wishOf(repository);
      if (wishes.get(key) !== wish) this.loop.request(key);
      wishes.set(key, wish);
    });
  }

  private async run(key: string, signal: AbortSignal): Promise<{ againInMs: number } | void> {
    const { controlPlane, metrics } = this.platform;
    const repository = controlPlane.view('Repository').get(nameOf(key));
    if (repository === undefined) return;
    const intervalMs = durationToMs(repository.spec.interval);
    const revisions = this.interest.revisionsOf(key);
    // Nobody follows it: reading it would tell nothing that anybody waits for, unless it was never read.
    if (revisions.size === 0 && repository.status.observedGeneration === repository.metadata.generation) return;
    const outcome = await refreshRepository(repository, revisions, this.platform, signal);
    metrics.repositoryPolls.inc({ outcome });
    return { againInMs: this.pauseMs(key, intervalMs, outcome === 'failed') };
  }

  /** The interval, doubled with each failure in a row; a tenth is chance, so that repositories of one server spread out. */
  private pauseMs(key: string, intervalMs: number, failed: boolean): number {
    const failures = failed ? (this.failures.get(key) ?? 0) + 1 : 0;
    this.failures.set(key, failures);
    const longest = Math.max(intervalMs, Math.min(LONGEST_PAUSE_MS, LONGEST_PAUSE_INTERVALS * intervalMs));
    const pauseMs = Math.min(intervalMs * 2 ** Math.max(0, failures - 1), longest);
    return pauseMs * (0.95 + this.platform.clock.random() / 10);
  }
}

/** What others ask for. Our own status writes change nothing of it: they must not make the loop turn by itself. */
function wishOf({ metadata: { uid, generation, annotations } }: Repository): string {
  return `${uid} ${generation} ${annotations[POLL_REQUESTED_ANNOTATION] ?? ''}`;
}
