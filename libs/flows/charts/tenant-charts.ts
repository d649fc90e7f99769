import { fail, type Result, succeed } from '#core/model/result.ts';
import { SYSTEM_NAMESPACE, tenantNamespace } from '#core/resources/metadata.ts';
import type { Repository } from '#core/resources/repository.ts';
import { isRepositoryPermitted } from '#core/tenancy/check-application.ts';
import type { ChartRegistry } from '../ports/chart-registry.port.ts';
import type { ChartArchive, ChartSource, WantedChart } from '../ports/chart-source.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitFailure } from '../ports/git-source.port.ts';
import type { RenderFailure } from '../ports/renderer.port.ts';
import { findRepository } from '../repositories/repository-lookup.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';

export interface TenantChartsPorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly credentials: RepositoryCredentials;
  readonly registry: ChartRegistry;
}

/** Charts from the Repositories of a tenant, as far as its `sourceRepos` permit, and with their credentials. */
export class TenantCharts implements ChartSource {
  readonly #ports: TenantChartsPorts;

  constructor(ports: TenantChartsPorts) {
    this.#ports = ports;
  }

  async fetchChart(wanted: WantedChart, signal?: AbortSignal): Promise<Result<ChartArchive, RenderFailure>> {
    const { credentials, registry } = this.#ports;
    const { dependency, passCredentials } = wanted;
    const repository = this.#find(wanted);
    if (!repository.ok) return repository;
    const address = await credentials.addressOf(repository.value);
    if (!address.ok) return fail({ kind: 'unauthorized', message: address.failure });
    const { name, version } = dependency;
    const pulled = await registry.pull({ address: address.value, name, version, passCredentials }, signal);
    if (!pulled.ok && isLoginFailure(pulled.failure)) credentials.forgetAfter(repository.value, pulled.failure);
    return pulled;
  }

  #find({ dependency, tenant }: WantedChart): Result<Repository, RenderFailure> {
    const { name, repository: url } = dependency;
    const refuse = (why: string) => fail({ kind: 'invalid' as const, message: `the chart depends on ${name}: ${why}` });
    const { controlPlane } = this.#ports;
    const known = controlPlane.view('Repository').list();
    const alias = /^(?:@|alias:)(.+)$/.exec(url)?.[1];
    const found =
      alias === undefined ? findRepository(known, tenant, withoutUser(url)) : findNamed(known, tenant, alias);
    if (!found.ok) return refuse(found.failure);
    const { spec } = found.value;
    if (spec.type === 'git')
      return refuse(`Repository ${found.value.metadata.name} is a git repository: set spec.type to helm or oci`);
    const owner = controlPlane.view('Tenant').get({ namespace: '', name: tenant });
    if (owner !== undefined && isRepositoryPermitted(owner, spec.url)) return found;
    return refuse(`no entry of sourceRepos of Tenant ${tenant} allows ${spec.url}; the platform team can add one`);
  }
}

/** Helm's `@name` means a repository by its name: here that of the Repository object. */
function findNamed(known: readonly Repository[], tenant: string, name: string): Result<Repository, string> {
  for (const namespace of [tenantNamespace(tenant), SYSTEM_NAMESPACE]) {
    const found = known.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
    if (found !== undefined) return succeed(found);
  }
  return fail(`there is no Repository ${name} in namespace ${tenantNamespace(tenant)}: create it, or write an address`);
}

function isLoginFailure(failure: RenderFailure): failure is GitFailure {
  return failure.kind === 'unauthorized' || failure.kind === 'untrusted';
}

/** An address may hold a password before the host, which no message repeats. */
function withoutUser(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//');
}
