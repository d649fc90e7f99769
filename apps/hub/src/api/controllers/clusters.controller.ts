import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { type ClusterView, viewCluster } from '#core/reads/cluster-view.ts';
import type { Page } from '#core/reads/page.ts';
import { ListQuery, parseQuery } from '../list-query.ts';
import { ResourceReads } from '../resource-reads.ts';

@Controller('api/v1/clusters')
export class ClustersController {
  constructor(@Inject(ResourceReads) private readonly reads: ResourceReads) {}

  @Get()
  list(@Query() rawQuery: unknown): Page<ClusterView> {
    const query = parseQuery(ListQuery, rawQuery);
    const counts = this.reads.counts('cluster');
    return this.reads.page('Cluster', query, (cluster) => viewCluster(cluster, counts(cluster.metadata.name)));
  }

  @Get(':namespace/:name')
  get(@Param('namespace') namespace: string, @Param('name') name: string): ClusterView {
    return viewCluster(this.reads.get('Cluster', { namespace, name }), this.reads.counts('cluster')(name));
  }
}
