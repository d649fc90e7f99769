import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import {
  applicationFacets,
  type ApplicationListItem,
  type ApplicationView,
  viewApplication,
  viewApplicationListItem,
} from '#core/reads/applications/application-view.ts';
import type { Page } from '#core/reads/page.ts';
import { ApplicationListQuery, parseQuery } from '../list-query.ts';
import { ResourceReads } from '../resource-reads.ts';

@Controller('api/v1/applications')
export class ApplicationsController {
  constructor(@Inject(ResourceReads) private readonly reads: ResourceReads) {}

  @Get()
  list(@Query() rawQuery: unknown): Page<ApplicationListItem> {
    const query = parseQuery(ApplicationListQuery, rawQuery);
    const facts = this.reads.facts();
    const { tenant, cluster, sync, health } = query;
    return this.reads.page(
      'Application',
      query,
      (application) => viewApplicationListItem(application, facts),
      (application) => {
        const facets = applicationFacets(application, facts);
        return (
          (tenant ?? facets.tenant) === facets.tenant &&
          (cluster ?? facets.cluster) === facets.cluster &&
          (sync ?? facets.sync) === facets.sync &&
          (health ?? facets.health) === facets.health
        );
      },
    );
  }

  @Get(':owner/:name')
  get(@Param('owner') owner: string, @Param('name') name: string): ApplicationView {
    return viewApplication(this.reads.application(owner, name), this.reads.facts());
  }
}
