import { fail, type Result } from '#core/model/result.ts';
import type { ChartDependency } from '#core/sources/plan/render-plan.ts';
import type { ChartArchive, ChartSource } from '#flows/ports/chart-source.port.ts';
import type { RenderFailure } from '#flows/ports/renderer.port.ts';

/** Where charts are not fetched: each one is refused by name. */
export class RefusedCharts implements ChartSource {
  fetchChart({ name, version, repository, into }: ChartDependency): Promise<Result<ChartArchive, RenderFailure>> {
    const folder = `${into.path}/`;
    const wanted = [name, version].filter(Boolean).join(' ');
    const message = `the chart depends on ${wanted} of ${withoutUser(repository)}, and this version fetches no charts: put it into ${folder} with helm dependency build, and commit that`;
    return Promise.resolve(fail({ kind: 'invalid', message }));
  }
}

/** An address may hold a password before the host. */
function withoutUser(repository: string): string {
  return repository.replace(/\/\/[^/]*@/, '//');
}
