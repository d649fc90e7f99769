import { describe, expect, it } from 'vitest';
import { AppProject } from './app-project.ts';
import { isDestinationPermitted, isResourcePermitted, isSourcePermitted } from './judge-project.ts';
import { normalizeGitUrl } from './normalize-git-url.ts';

function project(spec: object): AppProject {
  return AppProject.parse({ metadata: { name: 'demo' }, spec });
}

describe('isSourcePermitted', () => {
  it.each([
    {
      name: 'another spelling',
      sourceRepos: ['https://git.example/a.git'],
      url: 'https://GIT.example/A',
      allowed: true,
    },
    {
      name: 'a deeper path than the star',
      sourceRepos: ['https://git.example/*'],
      url: 'https://git.example/a/b',
      allowed: false,
    },
    {
      name: 'what is denied',
      sourceRepos: ['*', '!https://git.example/a'],
      url: 'https://git.example/a',
      allowed: false,
    },
    {
      name: 'what a denial alone does not hit',
      sourceRepos: ['!https://git.example/a'],
      url: 'https://x/y',
      allowed: true,
    },
    { name: 'anything without a list', sourceRepos: undefined, url: 'https://x/y', allowed: false },
  ])('judges $name', ({ sourceRepos, url, allowed }) => {
    expect(isSourcePermitted(project({ sourceRepos }), url)).toBe(allowed);
  });
});

describe('isDestinationPermitted', () => {
  const east = { server: 'https://east.example', name: 'east' };

  it.each([
    { name: 'a cluster by its name', destinations: [{ name: 'east', namespace: 'a' }], cluster: east, allowed: true },
    {
      name: 'a cluster nobody knows',
      destinations: [{ server: '*', namespace: '*' }],
      cluster: undefined,
      allowed: false,
    },
    { name: 'a denied namespace', destinations: [{ server: '*', namespace: '!a' }], cluster: east, allowed: false },
    {
      name: 'any namespace but the denied one',
      destinations: [{ server: '*', namespace: '!b' }],
      cluster: east,
      allowed: true,
    },
  ])('judges $name', ({ destinations, cluster, allowed }) => {
    expect(isDestinationPermitted(project({ destinations }), cluster, 'a')).toBe(allowed);
  });

  it('counts the clusters of the project only, where it permits no others', () => {
    const own = project({ destinations: [{ server: '*', namespace: '*' }], permitOnlyProjectScopedClusters: true });
    expect([isDestinationPermitted(own, east, 'a', [east]), isDestinationPermitted(own, east, 'a', [])]).toEqual([
      true,
      false,
    ]);
  });
});

describe('isResourcePermitted', () => {
  const deployment = { group: 'apps', kind: 'Deployment', namespaced: true };
  const namespace = { group: '', kind: 'Namespace', name: 'team-a', namespaced: false };

  it.each([
    { name: 'a namespaced kind without a list', spec: {}, resource: deployment, allowed: true },
    {
      name: 'a namespaced kind with an empty one',
      spec: { namespaceResourceWhitelist: [] },
      resource: deployment,
      allowed: false,
    },
    { name: 'a cluster-scoped kind without a list', spec: {}, resource: namespace, allowed: false },
    {
      name: 'a cluster-scoped kind by its name',
      spec: { clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'team-*' }] },
      resource: namespace,
      allowed: true,
    },
    {
      name: 'a malformed pattern, which matches nothing',
      spec: { clusterResourceWhitelist: [{ group: '', kind: '[' }] },
      resource: namespace,
      allowed: false,
    },
  ])('judges $name', ({ spec, resource, allowed }) => {
    expect(isResourcePermitted(project(spec), resource)).toBe(allowed);
  });
});

describe('normalizeGitUrl', () => {
  it.each([
    { url: ' https://Git.example/A.git ', normal: 'https://git.example/a' },
    { url: 'git@git.example:team/app.git', normal: 'git@git.example/team/app' },
    { url: 'ssh://git@git.example:22/x', normal: 'git@git.example:22/x' },
    { url: 'https://git.example/{a,b}', normal: 'https://git.example/%7Ba,b%7D' },
    { url: 'https://git.example/%zz', normal: '' },
    { url: 'https://git example/a', normal: '' },
    { url: '*', normal: '*' },
  ])('writes "$url" as "$normal"', ({ url, normal }) => {
    expect(normalizeGitUrl(url)).toBe(normal);
  });
});
