import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { diffOf, type PreviewDiff } from '#core/preview/diff-of.ts';
import type { Preview } from '#core/preview/preview.ts';
import type { Previews } from '#flows/ports/previews.port.ts';
import { parseQuery } from '../list-query.ts';
import { LocalCallerGuard } from '../local-caller.guard.ts';
import { conflict, ProblemError } from '../problem.ts';
import { ResourceReads } from '../resource-reads.ts';
import { PREVIEWS } from '../tokens.ts';

const PreviewQuery = z.strictObject({
  /** Whether the cluster is asked by a dry run. */
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
});

/** What a sync would do. Changes nothing, and costs workers and clusters something: so not for pages of other sites. */
@Controller('api/v1/applications/:owner/:name')
@UseGuards(LocalCallerGuard)
export class PreviewsController {
  constructor(
    @Inject(ResourceReads) private readonly reads: ResourceReads,
    @Inject(PREVIEWS) private readonly previews: Previews,
  ) {}

  @Get('plan')
  plan(@Param('owner') owner: string, @Param('name') name: string, @Query() query: unknown): Promise<Preview> {
    return this.preview(owner, name, query);
  }

  @Get('diff')
  async diff(
    @Param('owner') owner: string,
    @Param('name') name: string,
    @Query() query: unknown,
  ): Promise<PreviewDiff> {
    return diffOf(await this.preview(owner, name, query));
  }

  private async preview(owner: string, name: string, query: unknown): Promise<Preview> {
    const { dryRun: server } = parseQuery(PreviewQuery, query);
    const { metadata } = this.reads.application(owner, name);
    const application = { namespace: metadata.namespace, name: metadata.name };
    const asked = await this.previews.ask({ application, server });
    if (!asked.ok) throw new ProblemError({ status: 503, title: 'No preview', detail: asked.failure });
    if (asked.value.kind === 'blocked') throw conflict(asked.value.message);
    return asked.value.preview;
  }
}
