import { describe, expect, it } from 'vitest';
import { TemplateSpec } from './template-spec.ts';

describe('TemplateSpec', () => {
  it('takes what fits, templates in text, free values and fields it does not know', () => {
    const spec = {
      project: '',
      source: { repoURL: '{{.url}}', helm: { valuesObject: { any: [1, null, { a: true }] }, skipCrds: null } },
      sources: [
        {
          kustomize: {
            replicas: [
              { name: 'web', count: '3' },
              { name: 'api', count: 3 },
            ],
          },
        },
      ],
      syncPolicy: { automated: { prune: false }, retry: { limit: 5 } },
      novelty: { a: 1 },
    };
    expect(TemplateSpec.safeParse(spec)).toEqual({ success: true, data: spec });
  });

  it('tells every value that does not fit, with its place', () => {
    const spec = {
      source: 'text',
      sources: [{ path: 5, helm: { valueFiles: 'a.yaml' } }],
      syncPolicy: { automated: { prune: '{{.prune}}' }, managedNamespaceMetadata: { labels: { a: true } } },
      revisionHistoryLimit: 1.5,
    };
    const issues = TemplateSpec.safeParse(spec).error?.issues ?? [];
    expect(issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'source: an object expected, found text "text"',
      'sources.0.path: text expected, found 5',
      'sources.0.helm.valueFiles: a list expected, found text "a.yaml"',
      'syncPolicy.automated.prune: true or false expected, found text "{{.prune}}"; only text can be templated, use templatePatch for it',
      'syncPolicy.managedNamespaceMetadata.labels.a: text expected, found true',
      'revisionHistoryLimit: a whole number expected, found 1.5',
    ]);
  });
});
