import { describe, expect, it } from 'vitest';
import { Application } from '#core/resources/application.ts';
import { Cluster } from '#core/resources/cluster.ts';
import { Tenant } from '#core/resources/tenant.ts';
import { findCluster, locateTarget } from './locate-target.ts';

function cluster(name: string, status: object = {}): Cluster {
  const spec = { server: `https://${name}.example:6443`, credentialsRef: { name } };
  return Cluster.parse({ metadata: { name, namespace: 'nabe-system' }, spec, status });
}

const eu = cluster('eu');
const us = cluster('us');
const rules = { sourceRepos: ['https://git.example/**'], destinations: [{ cluster: '*', namespaces: ['shop'] }] };
const red = Tenant.parse({ metadata: { name: 'red' }, spec: rules });

function application(spec: object): Application {
  const source = { repoURL: 'https://git.example/apps.git', path: 'web' };
  return Application.parse({ metadata: { name: 'web', namespace: 'tenant-red' }, spec: { source, ...spec } });
}

describe('findCluster', () => {
  it.each([
    { name: 'by name', destination: { name: 'us' }, found: us },
    {
      name: 'by address, with or without a slash at its end',
      destination: { server: 'https://us.example:6443/' },
      found: us,
    },
    { name: 'by name when the address is empty', destination: { name: 'us', server: '' }, found: us },
    { name: 'not at all when neither is given', destination: {}, found: undefined },
    { name: 'not at all when nobody registered it', destination: { name: 'ap' }, found: undefined },
  ])('finds a cluster $name', ({ destination, found }) => {
    expect(findCluster([eu, us], destination)).toBe(found);
  });
});

describe('locateTarget', () => {
  it('settles who, where and from what', () => {
    const web = application({ destination: { name: 'eu', namespace: 'shop' } });

    expect(locateTarget(web, { tenant: red, clusters: [eu, us] })).toEqual({
      ok: true,
      value: {
        tenant: red,
        cluster: eu,
        sources: [{ source: web.spec.source, isRendered: true, field: 'source' }],
        namespace: 'shop',
      },
    });
  });

  it.each([
    { name: 'a tenant that is not there', tenant: undefined, spec: {}, clusters: [eu], reason: 'TenantMissing' },
    {
      name: 'a project that is not the tenant',
      tenant: red,
      spec: { project: 'blue' },
      clusters: [eu],
      reason: 'Refused',
    },
    { name: 'no source', tenant: red, spec: { source: undefined }, clusters: [eu], reason: 'NotSupported' },
    {
      name: 'a cluster that is another one now',
      tenant: red,
      spec: {},
      clusters: [cluster('eu', { phase: 'IdentityChanged' })],
      reason: 'ClusterIdentityChanged',
    },
  ])('waits for a change at $name', ({ tenant, spec, clusters, reason }) => {
    const web = application({ destination: { name: 'eu', namespace: 'shop' }, ...spec });

    expect(locateTarget(web, { tenant, clusters })).toMatchObject({
      ok: false,
      failure: { reason, retry: 'on-change' },
    });
  });
});
