import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toArgoApplication } from './to-argo-application.ts';

describe('toArgoApplication', () => {
  it('writes the document with what the template gave, the fields sorted', () => {
    const spec = {
      source: {
        targetRevision: 'main',
        repoURL: 'https://git.example.com/a',
        helm: { valuesObject: { z: null, a: [] } },
      },
      destination: { server: 'https://prod.example.com', namespace: 'web' },
      project: 'red',
    };
    const metadata = { name: 'web', namespace: 'argocd', labels: { a: '' }, finalizers: ['one'] };
    expect(JSON.stringify(toArgoApplication({ metadata, spec }))).toBe(
      '{"apiVersion":"argoproj.io/v1alpha1","kind":"Application",' +
        '"metadata":{"finalizers":["one"],"labels":{"a":""},"name":"web","namespace":"argocd"},' +
        '"spec":{"destination":{"namespace":"web","server":"https://prod.example.com"},"project":"red",' +
        '"source":{"helm":{"valuesObject":{"z":null,"a":[]}},"repoURL":"https://git.example.com/a","targetRevision":"main"}}}',
    );
  });

  it.each<{ name: string; spec: JsonObject; written: JsonObject }>([
    {
      name: 'always writes destination and project',
      spec: {},
      written: { destination: {}, project: '' },
    },
    {
      name: 'leaves out what is empty, false or zero',
      spec: {
        revisionHistoryLimit: 0,
        info: [],
        source: { path: '', helm: { skipCrds: false, valueFiles: [], valuesObject: null } },
      },
      written: { destination: {}, project: '', revisionHistoryLimit: 0, source: { helm: {}, repoURL: '' } },
    },
    {
      name: 'writes switches of the automation that are off',
      spec: { syncPolicy: { automated: { prune: false }, retry: { limit: 0 }, syncOptions: [] } },
      written: { destination: {}, project: '', syncPolicy: { automated: { prune: false }, retry: {} } },
    },
    {
      name: 'writes required fields inside lists, and the jsonnet of a directory',
      spec: { info: [{ name: 'x' }], sources: [{ repoURL: 'u', directory: { recurse: true } }] },
      written: {
        destination: {},
        info: [{ name: 'x', value: '' }],
        project: '',
        sources: [{ directory: { jsonnet: {}, recurse: true }, repoURL: 'u' }],
      },
    },
    {
      name: 'leaves out fields that Argo CD does not know',
      spec: { destination: { cluster: 'x' }, sauce: { repoURL: 'u' }, constructor: 'x' },
      written: { destination: {}, project: '' },
    },
  ])('$name', ({ spec, written }) => {
    const metadata = { name: 'web', namespace: '', labels: {}, annotations: undefined };
    const { spec: answer, metadata: identity } = toArgoApplication({ metadata, spec });
    expect({ answer, identity }).toEqual({ answer: written, identity: { name: 'web' } });
  });
});
