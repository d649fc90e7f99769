import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Leader } from './leader.ts';
import { SWEEP_INTERVAL_MS } from './tokens.ts';

/**
 * Looks at everything at least once in a fixed interval: what an event should have set going and did not is found then. Twice in it a sweep
 * looks at what nobody has looked at since the one before.
 */
@Injectable()
export class Sweep implements OnApplicationBootstrap {
  private readonly leader: Leader;
  private readonly schedule: SchedulerRegistry;
  private readonly intervalMs: number;

  constructor(
    @Inject(Leader) leader: Leader,
    @Inject(SchedulerRegistry) schedule: SchedulerRegistry,
    @Inject(SWEEP_INTERVAL_MS) intervalMs: number,
  ) {
    this.leader = leader;
    this.schedule = schedule;
    this.intervalMs = intervalMs;
  }

  onApplicationBootstrap(): void {
    this.schedule.addInterval(
      'sweep',
      setInterval(() => this.leader.sweep(), this.intervalMs / 2),
    );
  }
}
