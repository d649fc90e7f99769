import { fail, type Result } from '#core/model/result.ts';
import type { ChartArchive, ChartSource, WantedChart } from '#flows/ports/chart-source.port.ts';
import type { RenderFailure } from '#flows/ports/renderer.port.ts';

/** Where charts are not fetched: each one is refused by name. */
export class RefusedCharts implements ChartSource {
  fetchChart({ dependency }: WantedChart): Promise<Result<ChartArchive, RenderFailure>> {
    const { name, version, repository, into } = dependency;
    const folder = `${into.path}/`;
    const wanted = [name, version].filter(Boolean).join(' ');
    const message = `the chart depends on ${wanted} of ${withoutUser(repository)}, and no charts are fetched here: put it into ${folder} with helm dependency build, and commit that`;
    return Promise.resolve(fail({ kind: 'invalid', message }));
  }
}

/** An address may hold a password before the host. */
function withoutUser(repository: string): string {
  return repository.replace(/\/\/[^/]*@/, '//');
}
