import { LeaseMembership, type Member } from '#adapters/kube/lease/lease-membership.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { shareOfBudget } from '#core/spoke-budget/share-of-budget.ts';
import { WorkerCount } from '#core/spoke-budget/worker-count.ts';
import type { Platform } from '#runtime/platform.ts';

type Options = Pick<Platform, 'management' | 'identity' | 'clock' | 'connections'> & {
  readonly roles: readonly string[];
  /** Told of those that observe, whenever they change. */
  readonly onObservers: (workers: readonly string[]) => void;
};

/**
 * Which workers are alive: each keeps a Lease of its own (nabe-system/nabe-worker-…). They share two things by it: who observes which spoke,
 * and how many requests at once each may send to one (docs/adr/0015-spokes-by-membership.md).
 */
export class LiveWorkers {
  private readonly connections: Platform['connections'];
  private readonly count: WorkerCount;
  private readonly membership: LeaseMembership;
  private divisor: number | undefined;

  constructor({ management, identity, clock, connections, roles, onObservers }: Options) {
    this.connections = connections;
    this.count = new WorkerCount(identity);
    this.membership = new LeaseMembership({
      connection: management,
      namespace: SYSTEM_NAMESPACE,
      prefix: 'nabe-worker-',
      identity,
      roles,
      clock,
      onChange: (members) => onObservers(members.filter((member) => member.roles.includes('observe')).map(identityOf)),
      onLook: (members) => this.divideBy(this.count.look(members.map(identityOf))),
    });
  }

  /** Leaves, so that the others know with their next look; what is still sent until the process ends is little. */
  async stop(): Promise<void> {
    this.divideBy(undefined);
    await this.membership.stop();
  }

  private divideBy(workers: number | undefined): void {
    if (workers === this.divisor) return;
    this.divisor = workers;
    this.connections.divide((budget) => shareOfBudget(budget, workers));
  }
}

function identityOf({ identity }: Member): string {
  return identity;
}
