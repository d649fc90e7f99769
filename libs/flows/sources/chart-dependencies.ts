import { fail, type Result, succeed } from '#core/model/result.ts';
import { chartRevision } from '#core/packages/package-revision.ts';
import { SYSTEM_NAMESPACE, tenantNamespace } from '#core/resources/metadata.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { revisionForTenant } from '#core/revisions/tenant-revision.ts';
import type { ChartDependency, RenderPlan } from '#core/sources/plan/render-plan.ts';
import { isRepositoryPermitted } from '#core/tenancy/check-application.ts';
import { findRepository } from '../repositories/repository-lookup.ts';

/** A chart that another one depends on, and where a tenant gets it. */
export interface NeededChart {
  /** As {@link dependencyId} names it. */
  readonly id: string;
  readonly repository: Repository;
  readonly revision: string;
  readonly passCredentials: boolean;
}

/** Equal for dependencies that are the same chart. */
export function dependencyId({ repository, name, version }: Omit<ChartDependency, 'into'>): string {
  return JSON.stringify([repository, name, version]);
}

/**
 * What the plans depend on beyond the sources, each once, in the Repositories of a tenant as far as its `sourceRepos` permit. Fails
 * with a sentence for a chart that the tenant cannot have.
 */
export function findNeededCharts(
  plans: readonly RenderPlan[],
  tenant: Tenant,
  repositories: readonly Repository[],
): Result<NeededChart[], string> {
  const needed = new Map<string, NeededChart>();
  for (const plan of plans) {
    if (plan.kind !== 'helm') continue;
    for (const dependency of plan.dependencies) {
      const found = findChartRepository(dependency, tenant, repositories);
      if (!found.ok) return fail(`the chart depends on ${dependency.name}: ${found.failure}`);
      const id = dependencyId(dependency);
      const revision = revisionForTenant(found.value, tenant, chartRevision(dependency.name, dependency.version));
      const passCredentials = plan.passCredentials || needed.get(id)?.passCredentials === true;
      needed.set(id, { id, repository: found.value, revision, passCredentials });
    }
  }
  return succeed([...needed.values()]);
}

function findChartRepository(
  { repository: url }: ChartDependency,
  tenant: Tenant,
  known: readonly Repository[],
): Result<Repository, string> {
  const { name } = tenant.metadata;
  const alias = /^(?:@|alias:)(.+)$/.exec(url)?.[1];
  const found = alias === undefined ? findRepository(known, name, withoutUser(url)) : findNamed(known, name, alias);
  if (!found.ok) return found;
  const { spec, metadata } = found.value;
  if (spec.type === 'git') return fail(`Repository ${metadata.name} is a git repository: set spec.type to helm or oci`);
  if (isRepositoryPermitted(tenant, spec.url)) return found;
  return fail(`no entry of sourceRepos of Tenant ${name} allows ${spec.url}; the platform team can add one`);
}

/** Helm's `@name` means a repository by its name: here that of the Repository object. */
function findNamed(known: readonly Repository[], tenant: string, name: string): Result<Repository, string> {
  for (const namespace of [tenantNamespace(tenant), SYSTEM_NAMESPACE]) {
    const found = known.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
    if (found !== undefined) return succeed(found);
  }
  return fail(`there is no Repository ${name} in namespace ${tenantNamespace(tenant)}: create it, or write an address`);
}

/** An address may hold a password before the host, which no message repeats. */
function withoutUser(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//');
}
