import { alternate } from '#core/fairness/alternate.ts';
import { requestId } from '#core/operations/request-id.ts';
import { assessSyncNeed } from '#core/status/sync-need.ts';
import type { Application } from '#core/resources/application.ts';
import { KeyedLoop, type RunOutcome } from '#flows/loops/keyed-loop.ts';
import { forgetHealth } from '#flows/observe/forget-health.ts';
import { TurnTaker } from '#flows/loops/turn-taker.ts';
import type { Urgency } from '#flows/ports/sync-queue.port.ts';
import { repositoryKey } from '#flows/repositories/repository-lookup.ts';
import { type RepositoryChange, touchedFirst } from '#flows/repositories/touched-first.ts';
import { assessInputs, type Inputs, staysAsItIs } from '#flows/sync/inputs/assess-inputs.ts';
import { digest } from '#runtime/digest.ts';
import type { Platform } from '#runtime/platform.ts';
import { AskedSyncs } from './asked-syncs.ts';
import type { Followers } from './followers.ts';
import { keyOf, nameOf } from './resource-key.ts';

const AT_ONCE = 16;
/** As many Applications as a spoke is given at once, unless its Cluster says otherwise. */
const RUN = 16;
/** Those whose files a push has touched are in the queue by then, and nobody has to wait for the others, who want nothing new as a rule. */
const HEAD_START_MS = 50;
/** A repository that could not be read just now. */
const LOOK_AGAIN_MS = 15_000;

/**
 * Compares every Application with what it should be synced from, and puts those that are elsewhere into the queue. A new commit
 * wakes only Applications that follow it, and only those with other files than before are queued.
 */
export class ApplicationsReconciler {
  readonly loop: KeyedLoop;
  private readonly platform: Platform;
  private readonly followers: Followers;
  private readonly asked = new AskedSyncs();
  /** Those whose repository can be read again. */
  private readonly reachable = new Set<string>();

  constructor(platform: Platform, followers: Followers) {
    this.platform = platform;
    this.followers = followers;
    const onError = (key: string, error: unknown) =>
      platform.log.error(
        { application: key, err: error },
        'cannot tell whether an application needs a sync: trying again',
      );
    this.loop = new KeyedLoop({
      clock: platform.clock,
      concurrency: AT_ONCE,
      run: (key, signal) => this.run(key, signal),
      onError,
    });
  }

  follow(): () => void {
    const view = this.platform.controlPlane.view('Application');
    this.requestAll();
    return view.onChange((name, application) => {
      const key = keyOf(name);
      if (application !== undefined) {
        // At once: who reads that a sync has ended is not told that it waits.
        this.asked.hear(key, application);
        // A look that is under way is at an older state, and may ask once more.
        const isSettled = this.asked.isFulfilled(key, application) && !this.loop.isRunning(key);
        return isSettled ? this.asked.forget(key) : this.loop.request(key);
      }
      this.loop.forget(key);
      this.asked.forget(key);
      this.reachable.delete(key);
      this.followers.withdraw({ kind: 'Application', key });
    });
  }

  /** Looks at every Application: whatever is not where it should be goes (back) into the queue. */
  requestAll(): void {
    for (const key of this.keys()) this.loop.request(key);
  }

  /** Likewise at those that were not looked at since the last sweep. */
  sweep(): void {
    this.loop.sweep(this.keys());
  }

  requestEach(keys: readonly string[]): void {
    for (const key of keys) this.loop.request(key);
  }

  /**
   * A Repository of these names other commits: whoever has other files now need not wait until all others were looked at. Those of all
   * clusters are asked for in turn, a run of each, so that none waits for another and every spoke has something to do.
   */
  async requestTouchedFirst(keys: readonly string[], change: RepositoryChange): Promise<void> {
    const applications = await this.read(keys);
    const { touched, others } = await touchedFirst(applications, change, this.platform).catch(() => ({
      touched: [],
      others: applications,
    }));
    this.requestInTurn(touched);
    if (touched.length > 0) await this.platform.clock.sleep(HEAD_START_MS);
    this.requestInTurn(others);
  }

  /** A repository of the Application answers again: whoever waited for that waits no longer. */
  requestReachable(key: string): void {
    this.reachable.add(key);
    this.loop.request(key);
  }

  /** Whether the Application waits for a worker. */
  isQueued(key: string): boolean {
    return this.asked.isQueued(key);
  }

  /** To unpack thousands takes a fifth of a second and more. */
  private async read(keys: readonly string[]): Promise<Application[]> {
    const view = this.platform.controlPlane.view('Application');
    const turns = new TurnTaker();
    const found: Application[] = [];
    for (const key of keys) {
      const application = view.get(nameOf(key));
      if (application !== undefined) found.push(application);
      await turns.pass();
    }
    return found;
  }

  private requestInTurn(applications: readonly Application[]): void {
    const inTurn = alternate(applications, destinationOf, RUN);
    this.requestEach(inTurn.map(({ metadata }) => keyOf(metadata)));
  }

  private *keys(): Generator<string> {
    for (const name of this.platform.controlPlane.view('Application').names()) yield keyOf(name);
  }

  private async run(key: string, signal: AbortSignal): Promise<RunOutcome | void> {
    const { controlPlane, clock } = this.platform;
    const application = controlPlane.view('Application').get(nameOf(key));
    if (application === undefined) return;
    await forgetHealth(application, controlPlane);
    const inputs = await this.assess(key, application, signal);
    const request = requestId(application, digest);
    if (request === undefined && staysAsItIs(application, inputs)) return { againInMs: LOOK_AGAIN_MS };
    const need = assessSyncNeed(
      application,
      inputs.digest,
      clock.now(),
      this.asked.isAnswered(key, inputs.digest, application),
      request,
    );
    if (need.kind === 'none') return this.asked.forget(key);
    if (need.kind !== 'now') this.asked.leaveQueue(key);
    const hasWaitedEnough = this.reachable.delete(key) && waitsForRepository(application);
    if (need.kind === 'later' && !hasWaitedEnough) return { againInMs: Math.max(0, need.atMs - clock.now()) };
    this.asked.ask(key, inputs.digest, application);
    await this.platform.queue.request(nameOf(key), urgencyOf(application));
  }

  /** Also notes which repositories and revisions the Application follows. */
  private async assess(key: string, application: Application, signal: AbortSignal): Promise<Inputs> {
    const { moment } = this.followers;
    const inputs = await assessInputs(application, { ...this.platform, digest }, signal);
    const followed = new Map<string, Set<string>>();
    for (const { repository, revision } of inputs.followed) {
      const ofRepository = followed.get(repositoryKey(repository)) ?? new Set();
      followed.set(repositoryKey(repository), ofRepository.add(revision));
    }
    if (this.followers.state({ kind: 'Application', key }, followed, moment)) this.loop.request(key);
    return inputs;
  }
}

/** Equal for all of one cluster that name it in the same way. */
function destinationOf({ spec: { destination } }: Application): string {
  return destination.name ?? destination.server ?? '';
}

/** Whether the last attempt ended because a repository could not be read. */
function waitsForRepository({ status }: Application): boolean {
  return status.operation?.reason?.startsWith('Repository') ?? false;
}

/** People go ahead of news, and news of what has been tried before. */
function urgencyOf({ status, operation }: Application): Urgency {
  if (operation !== undefined) return 'person';
  return status.operation?.attempts === undefined ? 'change' : 'sweep';
}
