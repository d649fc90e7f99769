import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import type { Previews } from '#flows/ports/previews.port.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { incompleteViews, type Platform } from '#runtime/platform.ts';
import { ApiModule } from './api/api.module.ts';
import { Leader } from './leader.ts';
import { Sweep } from './sweep.ts';
import { SWEEP_INTERVAL_MS } from './tokens.ts';

export interface HubOptions {
  readonly platform: Platform;
  readonly leader: Leader;
  readonly previews: Previews;
  readonly sweepIntervalMs: number;
}

/** The hub: its HTTP API on every replica, its loops on the one that leads. */
@Module({})
export class HubModule {
  static register({ platform, leader, previews, sweepIntervalMs }: HubOptions): DynamicModule {
    const { controlPlane, clock, metrics, version } = platform;
    const facts = {
      version,
      missing: () => incompleteViews(platform),
      isQueued: (name: ApplicationName) => leader.isQueued(name),
    };
    return {
      module: HubModule,
      imports: [
        ScheduleModule.forRoot(),
        ApiModule.register({ controlPlane, clock, registry: metrics.registry, facts, previews }),
      ],
      providers: [
        Sweep,
        { provide: Leader, useValue: leader },
        { provide: SWEEP_INTERVAL_MS, useValue: sweepIntervalMs },
      ],
    };
  }
}
