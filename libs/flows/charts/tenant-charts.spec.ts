import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import { FakeControlPlane } from '#testing/fake-control-plane.ts';
import { buildRepository, buildTenant } from '#testing/resource-builders.ts';
import type { ChartPull, ChartRegistry } from '../ports/chart-registry.port.ts';
import type { RenderFailure } from '../ports/renderer.port.ts';
import { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { TenantCharts } from './tenant-charts.ts';

const url = 'https://charts.example/stable';
const archive = { fileName: 'redis-1.0.0.tgz', content: new Uint8Array([1]) };

class FakeRegistry implements ChartRegistry {
  readonly pulled: ChartPull[] = [];
  failure: RenderFailure | undefined;

  async pull(wanted: ChartPull) {
    this.pulled.push(wanted);
    return this.failure === undefined ? succeed(archive) : fail(this.failure);
  }
}

function setUp(sourceRepos: readonly string[] = ['https://charts.example/*']) {
  const controlPlane = new FakeControlPlane();
  controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceRepos } }));
  const spec = { url, type: 'helm', credentialsRef: { name: 'charts' } };
  controlPlane.views.Repository.put(buildRepository('red', 'stable', { spec }));
  controlPlane.views.Repository.put(buildRepository('red', 'apps', { spec: { url: 'https://charts.example/apps' } }));
  controlPlane.secrets.set('tenant-red/charts', { username: 'me', password: 'secret' });
  const registry = new FakeRegistry();
  const charts = new TenantCharts({ controlPlane, credentials: new RepositoryCredentials(controlPlane), registry });
  const fetch = (repository: string, tenant = 'red') => {
    const dependency = { name: 'redis', version: '1.x', repository, into: { source: 0, path: 'web/charts' } };
    return charts.fetchChart({ dependency, tenant, passCredentials: true });
  };
  return { controlPlane, registry, fetch };
}

describe('TenantCharts', () => {
  it.each([url, `${url}/`, '@stable', 'alias:stable'])(
    'pulls from %s with the credentials of the Repository',
    async (repository) => {
      const { registry, fetch } = setUp();
      expect(await fetch(repository)).toEqual({ ok: true, value: archive });
      const credentials = { kind: 'basic', username: 'me', password: 'secret' };
      expect(registry.pulled).toEqual([
        { address: { url, credentials }, name: 'redis', version: '1.x', passCredentials: true },
      ]);
    },
  );

  it.each([
    {
      name: 'an address that is not registered',
      repository: 'https://user:pw@else.example',
      said: 'Repository https://else.example is not registered for tenant red',
    },
    { name: "another tenant's Repository", repository: url, tenant: 'blue', said: 'is not registered for tenant blue' },
    {
      name: 'a name that no Repository has',
      repository: '@other',
      said: 'there is no Repository other in namespace tenant-red',
    },
    {
      name: 'a git repository',
      repository: 'https://charts.example/apps',
      said: 'Repository apps is a git repository: set spec.type',
    },
    {
      name: 'what sourceRepos does not allow',
      repository: url,
      sourceRepos: ['https://git.example/**'],
      said: 'no entry of sourceRepos of Tenant red allows https://charts.example/stable',
    },
  ])('refuses $name', async ({ repository, tenant, sourceRepos, said }) => {
    const { registry, fetch } = setUp(sourceRepos);
    const fetched = await fetch(repository, tenant);
    expect(fetched).toMatchObject({ ok: false, failure: { kind: 'invalid', message: expect.stringContaining(said) } });
    expect(registry.pulled).toEqual([]);
  });

  it('reads the Secret again after it was refused', async () => {
    const { controlPlane, registry, fetch } = setUp();
    registry.failure = { kind: 'unauthorized', message: 'refused' };
    expect(await fetch(url)).toEqual({ ok: false, failure: registry.failure });
    controlPlane.secrets.set('tenant-red/charts', { username: 'me', password: 'newer' });
    await fetch(url);
    expect(registry.pulled.at(-1)?.address.credentials).toMatchObject({ password: 'newer' });
  });
});
