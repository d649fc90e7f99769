import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../model/canonical-json.ts';
import { Application } from '../resources/application.ts';
import { Cluster } from '../resources/cluster.ts';
import { Tenant } from '../resources/tenant.ts';
import { sourcesOf } from '../sources/application-sources.ts';
import { inputsText } from './inputs-text.ts';

const spec = { sourceRepos: ['https://git.example/red/*'], deletionBudget: { objects: 7 } };
const read = { plans: ['a', 'b'], kubeVersion: 'v1.36.3' };

const metadata = (name: string, more: object = {}) => ({
  namespace: 'tenant-red',
  name,
  creationTimestamp: '2026-01-02T03:04:05Z',
  ...more,
});

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
  const application = Application.parse({
    metadata: metadata('web', { annotations }),
    spec: { source, destination: { name: 'prod-eu', namespace: 'shop' } },
    status: {},
  });
  const target = {
    tenant: Tenant.parse({ metadata: metadata('red'), spec, status: {} }),
    cluster: Cluster.parse({
      metadata: metadata('prod-eu', { labels }),
      spec: { server: 'https://prod-eu.example:6443', credentialsRef: { name: 'prod-eu' } },
      status: {},
    }),
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
