import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Registry } from 'prom-client';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ControlPlane } from '#flows/ports/control-plane.port.ts';
import type { Previews } from '#flows/ports/previews.port.ts';
import { ApplicationSetsController } from './controllers/application-sets.controller.ts';
import { ApplicationsController } from './controllers/applications.controller.ts';
import { ClustersController } from './controllers/clusters.controller.ts';
import { OperationsController } from './controllers/operations.controller.ts';
import { PreviewsController } from './controllers/previews.controller.ts';
import { ProcessController } from './controllers/process.controller.ts';
import { RepositoriesController } from './controllers/repositories.controller.ts';
import { TenantsController } from './controllers/tenants.controller.ts';
import { ProblemFilter } from './problem.filter.ts';
import { ResourceReads } from './resource-reads.ts';
import { API_FACTS, type ApiFacts, CLOCK, CONTROL_PLANE, METRICS_REGISTRY, PREVIEWS } from './tokens.ts';

export interface ApiOptions {
  readonly controlPlane: Pick<ControlPlane, 'view' | 'request'>;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly facts: ApiFacts;
  readonly previews: Previews;
}

/**
 * The hub's HTTP API. Nobody is authenticated yet: everybody who reaches it sees every tenant and may ask for operations. That is
 * why the hub listens on the loopback interface unless told otherwise. Create the application with `createHttpAdapter()`.
 */
@Module({})
export class ApiModule {
  static register({ controlPlane, clock, registry, facts, previews }: ApiOptions): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        ApplicationsController,
        ApplicationSetsController,
        ClustersController,
        OperationsController,
        PreviewsController,
        ProcessController,
        RepositoriesController,
        TenantsController,
      ],
      providers: [
        ResourceReads,
        { provide: CLOCK, useValue: clock },
        { provide: CONTROL_PLANE, useValue: controlPlane },
        { provide: METRICS_REGISTRY, useValue: registry },
        { provide: PREVIEWS, useValue: previews },
        { provide: API_FACTS, useValue: facts },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
