import { describe, expect, it } from 'vitest';
import { buildApplication, buildCluster, buildTenant } from '#testing/resource-builders.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { sourcesOf } from '../sources/application-sources.ts';
import { inputsText } from './inputs-text.ts';

const spec = { sourceRepos: ['https://git.example/red/*'], deletionBudget: { objects: 7 } };
const read = { plans: ['a', 'b'], kubeVersion: 'v1.36.3' };

function textOf({
  annotations = {},
  labels = {},
  path = 'web',
}: {
  annotations?: object;
  labels?: object;
  path?: string;
} = {}) {
  const source = { repoURL: 'https://git.example/red/apps.git', path, targetRevision: 'main' };
  const application = buildApplication('red', 'web', { metadata: { annotations }, spec: { source } });
  const target = {
    tenant: buildTenant('red', { spec }),
    cluster: buildCluster('prod-eu', { metadata: { labels } }),
    sources: sourcesOf(application.spec),
    namespace: 'shop',
  };
  return [inputsText(application, target, read), inputsText(application, target, read)] as const;
}

describe('inputsText', () => {
  it('is canonical JSON, the same each time, and leaves out what a source follows', () => {
    const [first, second] = textOf({ annotations: { 'nabe.dev/approve': 'digest' }, labels: { tier: 'one' } });
    expect(second).toBe(first);
    expect(canonicalJson(JSON.parse(first))).toBe(first);
    expect(JSON.parse(first)).toMatchObject({
      cluster: { name: 'prod-eu', labels: { tier: 'one' } },
      read,
      rules: { sourceRepos: spec.sourceRepos, pruneBudget: 7 },
      sources: [{ repoURL: 'https://git.example/red/apps.git', path: 'web' }],
    });
    expect(first).not.toContain('targetRevision');
  });

  it.each([
    { name: 'the path of its source', other: { path: 'api' } },
    { name: 'the labels of its cluster', other: { labels: { tier: 'one' } } },
  ])('changes with $name', ({ other }) => {
    expect(textOf(other)[0]).not.toBe(textOf()[0]);
  });
});
