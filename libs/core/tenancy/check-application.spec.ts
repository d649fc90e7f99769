import { describe, expect, it } from 'vitest';
import { Tenant } from '#core/resources/tenant.ts';
import { checkApplication, isRepositoryPermitted } from './check-application.ts';

const red = Tenant.parse({
  metadata: { name: 'red' },
  spec: {
    sourceRepos: ['https://git.example.com/red/*', '!https://git.example.com/red/secret'],
    destinations: [
      { cluster: 'prod-*', namespaces: ['red-*', '!red-vault'] },
      { clusterSelector: { matchLabels: { env: 'dev' } }, namespaces: ['*'] },
    ],
  },
});
const prod = { name: 'prod-eu', labels: { env: 'prod' } };
const dev = { name: 'lab', labels: { env: 'dev' } };
const source = { repoURL: 'https://git.example.com/red/app.git', path: '.', targetRevision: 'HEAD' };

describe('checkApplication', () => {
  it.each([
    { name: 'permits what the rules name', cluster: prod, namespace: 'red-web', refusals: [] },
    { name: 'permits by cluster labels', cluster: dev, namespace: 'anything', refusals: [] },
    { name: 'permits a permitted cluster without a namespace', cluster: prod, namespace: '', refusals: [] },
    {
      name: "refuses another tenant's namespace and says who can change what",
      cluster: prod,
      namespace: 'blue-web',
      refusals: [
        'Application web of tenant red may not deploy to namespace blue-web on cluster prod-eu: ' +
          'no destination of Tenant red allows it; the platform team can add one',
      ],
    },
    {
      name: 'refuses a denied namespace that a glob allows',
      cluster: prod,
      namespace: 'red-vault',
      refusals: [
        'Application web of tenant red may not deploy to namespace red-vault on cluster prod-eu: ' +
          'no destination of Tenant red allows it; the platform team can add one',
      ],
    },
    {
      name: 'keeps control namespaces closed whatever a glob allows',
      cluster: dev,
      namespace: 'nabe-tenants',
      refusals: [
        'Application web of tenant red may not deploy to namespace nabe-tenants on cluster lab: ' +
          'this namespace is closed to all tenants; choose another',
      ],
    },
    {
      name: 'names a cluster nobody registered',
      cluster: undefined,
      namespace: 'red-web',
      refusals: [
        'Application web of tenant red: no cluster somewhere is registered; correct spec.destination or ask the platform team to register it',
      ],
    },
  ])('$name', ({ cluster, namespace, refusals }) => {
    const spec = { project: 'red', source, destination: { name: 'somewhere', namespace } };
    expect(checkApplication({ tenant: red, name: 'web', spec, cluster })).toEqual(refusals);
  });

  it('tells every broken rule, in one order', () => {
    const spec = {
      project: 'blue',
      source: { ...source, repoURL: 'https://git.example.com/blue/app' },
      destination: { name: 'prod-eu', namespace: 'kube-system' },
    };
    expect(checkApplication({ tenant: red, name: 'web', spec, cluster: prod })).toEqual([
      'Application web of tenant red names project blue: leave spec.project out or write red',
      'Application web of tenant red may not deploy from https://git.example.com/blue/app: ' +
        'no entry of sourceRepos of Tenant red allows it; the platform team can add one',
      'Application web of tenant red may not deploy to namespace kube-system on cluster prod-eu: ' +
        'this namespace is closed to all tenants; choose another',
    ]);
  });
});

describe('isRepositoryPermitted', () => {
  it.each([
    { url: 'https://git.example.com/red/app', permitted: true },
    { url: 'https://GIT.example.com:443/red/app.git', permitted: true },
    { url: 'https://git.example.com/red/app/deeper', permitted: false },
    { url: 'https://git.example.com/red/secret.git', permitted: false },
    { url: 'https://git.example.com/red/%73ecret', permitted: false },
    { url: 'https://evil.example.com/https://git.example.com/red/app', permitted: false },
  ])('$url: $permitted', ({ url, permitted }) => {
    expect(isRepositoryPermitted(red, url)).toBe(permitted);
  });

  it('takes a lone star for every repository', () => {
    const open = Tenant.parse({ metadata: { name: 'open' }, spec: { sourceRepos: ['*'] } });
    expect(isRepositoryPermitted(open, 'git@git.example.com:any/depth/of/path.git')).toBe(true);
  });
});
