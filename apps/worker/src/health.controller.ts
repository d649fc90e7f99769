import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import type { Registry } from 'prom-client';

export const HEALTH = Symbol('Health');

export interface Health {
  readonly registry: Registry;
  /** What this worker still waits for; empty when it works. */
  readonly missing: () => readonly string[];
}

@Controller()
export class HealthController {
  private readonly health: Health;

  constructor(@Inject(HEALTH) health: Health) {
    this.health = health;
  }

  @Get('healthz')
  healthz(): string {
    return 'ok';
  }

  @Get('readyz')
  readyz(): string {
    const missing = this.health.missing();
    if (missing.length > 0) throw new ServiceUnavailableException(`waiting for ${missing.join(', ')}`);
    return 'ok';
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.health.registry.metrics();
  }
}
