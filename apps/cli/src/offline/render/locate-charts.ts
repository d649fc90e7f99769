import { fail, type Result, succeed } from '#core/model/result.ts';
import { chartRevision } from '#core/packages/package-revision.ts';
import type { ChartDependency, RenderPlan } from '#core/sources/plan/render-plan.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { dependencyId } from '#flows/sources/chart-dependencies.ts';
import type { OfflineSources } from './offline-sources.ts';

/**
 * Where the charts are that the plans depend on beyond the sources, by {@link dependencyId}: in the folder that was given for their
 * repository, else on its server where a person wants the network. Fails with a sentence for one that is in neither.
 */
export async function locateCharts(
  plans: readonly RenderPlan[],
  sources: OfflineSources,
): Promise<Result<Map<string, RepositoryAddress>, string>> {
  const charts = new Map<string, RepositoryAddress>();
  for (const plan of plans) {
    if (plan.kind !== 'helm') continue;
    for (const dependency of plan.dependencies) {
      const located = await locateChart(dependency, plan.passCredentials, sources);
      if (!located.ok) return fail(`the chart depends on ${dependency.name}: ${located.failure}`);
      charts.set(dependencyId(dependency), located.value);
    }
  }
  return succeed(charts);
}

async function locateChart(
  { name, version, repository }: ChartDependency,
  passCredentials: boolean,
  sources: OfflineSources,
): Promise<Result<RepositoryAddress, string>> {
  // An address may hold a password before the host, which no message repeats.
  const address = repository.replace(/\/\/[^/]*@/, '//');
  const revision = chartRevision(name, version);
  const given = sources.find(address);
  if (given !== undefined) return await sources.openChart(given, revision);
  const isAlias = /^(?:@|alias:)/.test(address);
  const fetched = isAlias ? undefined : await sources.fetchPackage(address, revision, passCredentials);
  if (fetched !== undefined) return fetched;
  const orFetch = isAlias ? '' : ', or let it be fetched with --fetch';
  return fail(`give the folder of its archives as --repo ${address}=DIR${orFetch}`);
}
