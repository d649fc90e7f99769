import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { type ApplicationSetView, viewApplicationSet } from '#core/reads/application-set-view.ts';
import type { Page } from '#core/reads/page.ts';
import { tenantOf } from '#core/reads/tenant-of.ts';
import { parseQuery, TenantListQuery } from '../list-query.ts';
import { ResourceReads } from '../resource-reads.ts';

@Controller('api/v1/applicationsets')
export class ApplicationSetsController {
  constructor(@Inject(ResourceReads) private readonly reads: ResourceReads) {}

  @Get()
  list(@Query() rawQuery: unknown): Page<ApplicationSetView> {
    const query = parseQuery(TenantListQuery, rawQuery);
    const isWanted = ({ metadata }: { metadata: { namespace: string } }) =>
      query.tenant === undefined || tenantOf(metadata) === query.tenant;
    return this.reads.page('ApplicationSet', query, viewApplicationSet, isWanted);
  }

  @Get(':namespace/:name')
  get(@Param('namespace') namespace: string, @Param('name') name: string): ApplicationSetView {
    return viewApplicationSet(this.reads.get('ApplicationSet', { namespace, name }));
  }
}
