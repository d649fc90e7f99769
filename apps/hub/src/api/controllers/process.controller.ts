import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Registry } from 'prom-client';
import { ProblemError } from '../problem.ts';
import { ResourceReads } from '../resource-reads.ts';
import { API_FACTS, type ApiFacts, METRICS_REGISTRY } from '../tokens.ts';

/** What the platform asks of the process itself. */
@Controller()
export class ProcessController {
  constructor(
    @Inject(ResourceReads) private readonly reads: ResourceReads,
    @Inject(API_FACTS) private readonly facts: ApiFacts,
    @Inject(METRICS_REGISTRY) private readonly registry: Registry,
  ) {}

  /** Alive: the event loop turns. Nothing else, so that an outage elsewhere restarts nobody. */
  @Get('healthz')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready: every list can be answered completely. */
  @Get('readyz')
  readyz(): { status: 'ok' } {
    const views = this.reads.incompleteKinds().map((kind) => `all resources of kind ${kind}`);
    const missing = [...views, ...this.facts.missing()];
    if (missing.length === 0) return { status: 'ok' };
    throw new ProblemError({ status: 503, title: 'Not ready', detail: `Still missing: ${missing.join('; ')}.` });
  }

  @Get('metrics')
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  @Get('api/v1/version')
  version(): { version: string } {
    return { version: this.facts.version };
  }
}
