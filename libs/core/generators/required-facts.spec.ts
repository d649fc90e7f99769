import { describe, expect, it } from 'vitest';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { isAffectedByCluster, requiredFacts } from './required-facts.ts';

function specOf(generators: readonly object[]): ApplicationSetSpec {
  return ApplicationSetSpec.parse({ generators, template: { metadata: { name: 'x' }, spec: {} } });
}

const git = (repoURL: string, revision = 'main') => ({ git: { repoURL, revision, directories: [{ path: '*' }] } });
const decision = { configMapRef: 'placement', name: 'canary' };
const cluster = (env: string) => ({ name: 'a', server: 'https://a', labels: { env }, annotations: {} });

describe('requiredFacts', () => {
  it('finds what generators at any depth look at', () => {
    const nested = {
      matrix: { generators: [git('https://b'), { clusters: { selector: { matchLabels: { env: '{{env}}' } } } }] },
    };
    const generators = [
      git('https://b'),
      { matrix: { generators: [git('https://a', '{{branch}}'), nested] } },
      git('https://a'),
      { merge: { mergeKeys: ['name'], generators: [git('https://c'), { clusterDecisionResource: decision }] } },
    ];
    expect(requiredFacts(specOf(generators))).toEqual({
      repositories: [
        { repoURL: 'https://a', revision: 'main' },
        { repoURL: 'https://b', revision: 'main' },
        { repoURL: 'https://c', revision: 'main' },
      ],
      hasTemplatedRepositories: true,
      clusterSelectors: [{}, {}],
    });
  });
});

describe('isAffectedByCluster', () => {
  const prod = requiredFacts(specOf([{ clusters: { selector: { matchLabels: { env: 'prod' } } } }]));

  it.each([
    { name: 'a new cluster it selects', before: undefined, after: cluster('prod'), affected: true },
    { name: 'a new cluster it does not select', before: undefined, after: cluster('dev'), affected: false },
    { name: 'a selected cluster that is gone', before: cluster('prod'), after: undefined, affected: true },
    { name: 'a cluster that leaves the selection', before: cluster('prod'), after: cluster('dev'), affected: true },
    { name: 'a cluster that is as it was', before: cluster('prod'), after: cluster('prod'), affected: false },
  ])('$name: $affected', ({ before, after, affected }) => {
    expect(isAffectedByCluster(prod, before, after)).toBe(affected);
  });

  it('leaves a set without clusters generators alone', () => {
    expect(isAffectedByCluster(requiredFacts(specOf([git('https://a')])), undefined, cluster('prod'))).toBe(false);
  });
});
