import { describe, expect, it } from 'vitest';
import type { HelmPlan } from '#core/sources/plan/render-plan.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { dependencyId, findNeededCharts } from './chart-dependencies.ts';

const url = 'https://charts.example/stable';
const stable = buildRepository('red', 'stable', { spec: { url, type: 'helm' } });
const apps = buildRepository('red', 'apps', { spec: { url: 'https://charts.example/apps' } });

function planWith(...repositories: readonly string[]): HelmPlan {
  const into = { source: 0, path: 'web/charts' };
  return {
    kind: 'helm',
    root: { source: 0, path: 'web' },
    parts: [],
    added: [],
    release: 'web',
    namespace: '',
    valueFiles: [],
    values: '',
    settings: [],
    flags: [],
    kubeVersion: undefined,
    apiVersions: undefined,
    passCredentials: false,
    copies: [],
    dependencies: repositories.map((repository) => ({ name: 'redis', version: '1.x', repository, into })),
  };
}

function find(repository: string, tenant = 'red', sourceRepos = ['https://charts.example/*']) {
  return findNeededCharts([planWith(repository)], buildTenant(tenant, { spec: { sourceRepos } }), [stable, apps]);
}

describe('findNeededCharts', () => {
  it.each([url, `${url}/`, '@stable', 'alias:stable'])('finds the Repository of %s', (repository) => {
    const id = dependencyId({ name: 'redis', version: '1.x', repository });
    const chart = { id, repository: stable, revision: 'redis@1.x', passCredentials: false };
    expect(find(repository)).toEqual({ ok: true, value: [chart] });
  });

  it('names a chart once that several want, and passes credentials on when one of them does', () => {
    const plans = [planWith(url), { ...planWith(url, url), passCredentials: true }];
    const tenant = buildTenant('red', { spec: { sourceRepos: ['*'] } });
    expect(findNeededCharts(plans, tenant, [stable])).toMatchObject({ ok: true, value: [{ passCredentials: true }] });
  });

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
  ])('refuses $name', ({ repository, tenant, sourceRepos, said }) => {
    const found = find(repository, tenant, sourceRepos);
    expect(found).toMatchObject({ ok: false, failure: expect.stringContaining(`depends on redis: `) });
    expect(found).toMatchObject({ ok: false, failure: expect.stringContaining(said) });
  });
});
