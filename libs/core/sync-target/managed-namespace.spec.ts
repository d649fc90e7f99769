import { describe, expect, it } from 'vitest';
import { managedNamespace } from './managed-namespace.ts';

const spec = (managedNamespaceMetadata: object | undefined, ...syncOptions: string[]) => ({
  destination: { name: 'prod', namespace: 'shop' },
  syncPolicy: { syncOptions, ...(managedNamespaceMetadata && { managedNamespaceMetadata }) },
});

describe('managedNamespace', () => {
  it('has the labels and annotations of the Application, and is never pruned or deleted', () => {
    const metadata = { labels: { team: 'red' }, annotations: { by: 'git' } };
    expect(managedNamespace(spec(metadata, 'CreateNamespace=true'), [])).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop',
        labels: { team: 'red' },
        annotations: {
          by: 'git',
          'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
          'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        },
      },
    });
  });

  it('confines no pods: that is the platform team’s', () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'privileged' };
    expect(managedNamespace(spec({ labels }, 'CreateNamespace=true'), [])?.metadata.labels).toEqual({});
  });

  it.each([
    { name: 'without metadata', metadata: undefined, options: ['CreateNamespace=true'] },
    { name: 'without the option', metadata: {}, options: [] },
    {
      name: 'when the last of two options says no',
      metadata: {},
      options: ['CreateNamespace=true', 'CreateNamespace=false'],
    },
  ])('there is none $name', ({ metadata, options }) => {
    expect(managedNamespace(spec(metadata, ...options), [])).toBeUndefined();
  });
});
