import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Page } from '#core/reads/page.ts';
import { type RepositoryView, viewRepository } from '#core/reads/repository-view.ts';
import { tenantOf } from '#core/reads/tenant-of.ts';
import { parseQuery, TenantListQuery } from '../list-query.ts';
import { ResourceReads } from '../resource-reads.ts';

@Controller('api/v1/repositories')
export class RepositoriesController {
  constructor(@Inject(ResourceReads) private readonly reads: ResourceReads) {}

  @Get()
  list(@Query() rawQuery: unknown): Page<RepositoryView> {
    const query = parseQuery(TenantListQuery, rawQuery);
    const isWanted = ({ metadata }: { metadata: { namespace: string } }) =>
      query.tenant === undefined || tenantOf(metadata) === query.tenant;
    return this.reads.page('Repository', query, viewRepository, isWanted);
  }

  @Get(':namespace/:name')
  get(@Param('namespace') namespace: string, @Param('name') name: string): RepositoryView {
    return viewRepository(this.reads.get('Repository', { namespace, name }));
  }
}
