import { describe, expect, it } from 'vitest';
import { TenantSpec } from '#core/resources/tenant.ts';
import { AppProject } from './app-project.ts';
import { toTenantRules } from './to-tenant.ts';

const clusters = [
  { name: 'east', server: 'https://east.example' },
  { name: 'west', server: 'https://west.example' },
];

function translate(spec: object) {
  return toTenantRules(AppProject.parse({ metadata: { name: 'demo' }, spec }), clusters);
}

describe('toTenantRules', () => {
  it('translates what both can say', () => {
    const window = { kind: 'deny', schedule: '0 22 * * *', duration: '8h', applications: ['*'], manualSync: true };
    const { rules, notes } = translate({
      sourceRepos: ['https://git.example/demo/*'],
      destinations: [
        { server: 'https://east.example', namespace: 'demo' },
        { name: 'west-*', namespace: 'demo-*' },
      ],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }],
      syncWindows: [window],
    });

    expect(rules).toEqual({
      sourceRepos: ['https://git.example/demo/*'],
      destinations: [
        { cluster: 'east', namespaces: ['demo'] },
        { cluster: 'west-*', namespaces: ['demo-*'] },
      ],
      clusterResources: { allow: [{ group: '', kind: 'Namespace' }] },
      namespaceResources: { deny: [{ group: '', kind: 'ResourceQuota' }] },
      syncWindows: [window],
    });
    expect(notes).toEqual([]);
    expect(TenantSpec.safeParse(rules).success).toBe(true);
  });

  it('opens what a denial leaves open, as it does in a project', () => {
    const { rules } = translate({
      sourceRepos: ['!https://git.example/secret'],
      destinations: [{ server: '*', namespace: '!kube-system' }],
    });

    expect([rules.sourceRepos, rules.destinations]).toEqual([
      ['*', '!https://git.example/secret'],
      [{ cluster: '*', namespaces: ['*', '!kube-system'] }],
    ]);
  });

  it.each<{ name: string; spec: object; note: string }>([
    {
      name: 'a denied cluster',
      spec: {
        destinations: [
          { server: '*', namespace: '*' },
          { name: '!east', namespace: '*' },
        ],
      },
      note: 'AppProject demo: a destination denies a cluster, which a Tenant cannot say: no destination is translated; list the clusters instead',
    },
    {
      name: 'an address nobody has registered',
      spec: { destinations: [{ server: 'https://north.example', namespace: 'a' }] },
      note: 'AppProject demo: no registered cluster has the address https://north.example',
    },
    {
      name: 'a rule for single names',
      spec: { clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'team-*' }] },
      note: 'AppProject demo: clusterResourceWhitelist allows Namespace of the names team-* only, which a Tenant cannot say: it is left out',
    },
    {
      name: 'roles',
      spec: { roles: [{ name: 'r' }] },
      note: 'AppProject demo: spec.roles has no counterpart in a Tenant',
    },
  ])('leaves $name closed, and says so', ({ spec, note }) => {
    const { rules, notes } = translate(spec);
    expect([notes, rules.destinations, rules.clusterResources.allow ?? []]).toEqual([[note], [], []]);
  });
});
