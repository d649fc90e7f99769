import { LeaseElector } from '#adapters/kube/lease/lease-elector.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import type { OutsideWorld } from '#flows/application-sets/gather-facts.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { untilViewsAreComplete, type Platform } from '#runtime/platform.ts';
import { HubLoops } from './loops/hub-loops.ts';

const LEASE = 'nabe-hub';

/** Runs the loops on one hub of several: the one that holds the Lease nabe-system/nabe-hub. */
export class Leader {
  private readonly platform: Platform;
  private readonly outside: OutsideWorld;
  private readonly stopping: AbortController = new AbortController();
  private elector: LeaseElector | undefined;
  private loops: HubLoops | undefined;
  /** Changes of leadership, one after the other. */
  private changes: Promise<void> = Promise.resolve();

  constructor(platform: Platform, outside: OutsideWorld) {
    this.platform = platform;
    this.outside = outside;
  }

  get isLeading(): boolean {
    return this.loops !== undefined;
  }

  start(): void {
    const { management, identity, clock } = this.platform;
    this.elector = new LeaseElector({
      connection: management,
      namespace: SYSTEM_NAMESPACE,
      name: LEASE,
      identity,
      clock,
      onGained: () => this.change(() => this.lead()),
      onLost: (reason) => this.change(() => this.rest(reason)),
    });
  }

  /** Whether an Application is known to wait for a worker: only the hub that leads knows. */
  isQueued(name: ApplicationName): boolean {
    return this.loops?.isQueued(name) ?? false;
  }

  /** Has a Repository (`namespace/name`) polled; false while another hub leads. */
  requestPoll(repository: string): boolean {
    this.loops?.requestPoll(repository);
    return this.loops !== undefined;
  }

  /** The sweep: nothing while another hub leads. */
  sweep(): void {
    this.loops?.sweep();
  }

  /** Ends the loops, then gives the Lease back, so that the next hub never runs beside this one. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.changes;
    await this.rest('the hub ends');
    await this.elector?.stop();
  }

  private change(next: () => Promise<void>): void {
    this.changes = this.after(this.changes, next);
  }

  private async after(before: Promise<void>, next: () => Promise<void>): Promise<void> {
    await before;
    try {
      await next();
    } catch (error) {
      this.platform.log.error({ err: error }, 'cannot change leadership');
    }
  }

  private async lead(): Promise<void> {
    const { log, metrics } = this.platform;
    // Loops compare with what exists: on half-read views everything would look new.
    const complete = await untilViewsAreComplete(this.platform, this.stopping.signal);
    if (!complete || this.elector?.isHolder !== true) return;
    this.loops = new HubLoops(this.platform, this.outside);
    metrics.leading.set(1);
    log.info({}, 'this hub leads now');
  }

  private async rest(reason: string): Promise<void> {
    if (this.loops === undefined) return;
    const { log, metrics } = this.platform;
    const { loops } = this;
    this.loops = undefined;
    metrics.leading.set(0);
    await loops.stop();
    log.info({ reason }, 'this hub leads no more');
  }
}
