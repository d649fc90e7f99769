import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Page } from '#core/reads/page.ts';
import { type TenantView, viewTenant } from '#core/reads/tenant-view.ts';
import { ListQuery, parseQuery } from '../list-query.ts';
import { ResourceReads } from '../resource-reads.ts';

@Controller('api/v1/tenants')
export class TenantsController {
  constructor(@Inject(ResourceReads) private readonly reads: ResourceReads) {}

  @Get()
  list(@Query() rawQuery: unknown): Page<TenantView> {
    const query = parseQuery(ListQuery, rawQuery);
    const counts = this.reads.counts('tenant');
    return this.reads.page('Tenant', query, (tenant) => viewTenant(tenant, counts(tenant.metadata.name)));
  }

  @Get(':name')
  get(@Param('name') name: string): TenantView {
    return viewTenant(this.reads.get('Tenant', { namespace: '', name }), this.reads.counts('tenant')(name));
  }
}
