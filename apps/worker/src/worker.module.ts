import { type DynamicModule, Module } from '@nestjs/common';
import { HEALTH, type Health, HealthController } from './health.controller.ts';

/** The worker's own small HTTP side: metrics and health. Its work comes from the queue and from watches. */
@Module({})
export class WorkerModule {
  static register(health: Health): DynamicModule {
    return {
      module: WorkerModule,
      controllers: [HealthController],
      providers: [{ provide: HEALTH, useValue: health }],
    };
  }
}
