import { describe, expect, it } from 'vitest';
import type { Facts } from '#core/generators/facts.ts';
import { unansweredFacts } from '#core/generators/facts/unanswered-facts.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import { expandApplicationSet } from './expand.ts';
import { templateEngines } from './template-engines.ts';

const engines = templateEngines(fakeTemplateEnvironment());
const facts: Facts = {
  ...unansweredFacts,
  clusters: {
    complete: true,
    value: [{ name: 'prod', server: 'https://prod', labels: { env: 'live' }, annotations: {} }],
  },
  directories: () => ({ complete: false, message: 'repository https://git.example.com/apps cannot be reached' }),
};

const list = { list: { elements: [{ app: 'web' }, { app: 'api' }] } };

function expand(generators: readonly object[], template: object, more: object = {}) {
  const goTemplate = { goTemplate: true, goTemplateOptions: ['missingkey=error'] };
  const spec = ApplicationSetSpec.parse({ ...goTemplate, generators, template: { spec: {}, ...template }, ...more });
  return expandApplicationSet({ namespace: 'tenant-red', spec }, facts, engines);
}

describe('expandApplicationSet', () => {
  it('lays the template of each generator over that of the set, and ignores those of children', () => {
    const named = { metadata: { name: 'special-{{ .app }}' }, spec: { project: 'red' } };
    const child = { list: { elements: [{ app: 'api' }], template: { metadata: { name: 'ignored' } } } };
    const generators = [
      { list: { elements: [{ app: 'web' }], template: named } },
      { matrix: { generators: [child], template: { metadata: { labels: { from: 'matrix' } } } } },
    ];
    const outcome = expand(generators, { metadata: { name: 'plain-{{ .app }}' }, spec: { project: 'base' } });
    expect(
      outcome.ok && outcome.value.map(({ application: { metadata, spec } }) => [metadata.name, metadata.labels, spec]),
    ).toEqual([
      ['special-web', undefined, { project: 'red' }],
      ['plain-api', { from: 'matrix' }, { project: 'base' }],
    ]);
  });

  it('needs a name in the template unless every generator gives one', () => {
    const generators = [{ list: { elements: [{ app: 'web' }], template: { metadata: { name: '{{ .app }}' } } } }];
    const outcome = expand(generators, { metadata: {} });
    expect(outcome.ok && outcome.value.map(({ application }) => application.metadata.name)).toEqual(['web']);
    expect(() => expand([...generators, list], { metadata: {} })).toThrow('not every generator has a template');
  });

  it('fills keys and values everywhere, and gives the namespace and the finalizer', () => {
    const template = {
      metadata: { name: '{{ .app }}', namespace: 'elsewhere', labels: { 'app-{{ .app }}': 'x' } },
      spec: { deep: { list: ['{{ .app }}', 5, null, { '{{ .app }}': true }], none: null } },
    };
    const [first] = [expand([list], template)].flatMap((outcome) => (outcome.ok ? outcome.value : []));
    expect(first).toEqual({
      application: {
        metadata: {
          name: 'web',
          namespace: 'tenant-red',
          labels: { 'app-web': 'x' },
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
        },
        spec: { deep: { list: ['web', 5, null, { web: true }] } },
      },
      origin: 'generators[0], parameter set 1',
    });
  });

  it.each([
    {
      name: 'resources are to be preserved',
      metadata: {},
      more: { syncPolicy: { preserveResourcesOnDeletion: true } },
      finalizers: undefined,
    },
    {
      name: 'the template has its own',
      metadata: { finalizers: ['own/{{ .app }}'] },
      more: {},
      finalizers: ['own/web'],
    },
  ])('adds no finalizer when $name', ({ metadata, more, finalizers }) => {
    const outcome = expand([list], { metadata: { name: '{{ .app }}', ...metadata } }, more);
    expect(outcome.ok && outcome.value[0]?.application.metadata.finalizers).toEqual(finalizers);
  });

  it('tells a mistake of the template once for each string, with the first origin', () => {
    const template = { metadata: { name: '{{ .nope }}' }, spec: { a: ['{{ if }}'] } };
    const outcome = expand([list], template);
    expect(outcome).toEqual({
      ok: false,
      failure: [
        {
          kind: 'invalid-template',
          field: 'template.metadata.name',
          message: expect.stringMatching(/map has no entry for key "nope".*\(generators\[0\], parameter set 1\)$/),
        },
      ],
    });
  });

  it('refuses a name that renders to nothing', () => {
    const outcome = expand([list], { metadata: { name: '{{ if false }}x{{ end }}' } });
    expect(outcome.ok || outcome.failure.map(({ field }) => field)).toEqual(['template.metadata']);
  });

  it('fails as a whole while a fact is not complete', () => {
    const git = { git: { repoURL: 'https://git.example.com/apps', directories: [{ path: '*' }] } };
    expect(expand([list, git], { metadata: { name: '{{ .app }}' } })).toEqual({
      ok: false,
      failure: [
        {
          kind: 'facts-incomplete',
          field: 'generators[1].git',
          message: 'repository https://git.example.com/apps cannot be reached',
        },
      ],
    });
  });

  it('lets the values of a later child name its own parameters and those before it, in one text', () => {
    const clusters = { clusters: { values: { id: '{{ .app }}-on-{{ .name }}', env: '{{ .metadata.labels.env }}' } } };
    const outcome = expand([{ matrix: { generators: [list, clusters] } }], {
      metadata: { name: '{{ .values.id }}-{{ .values.env }}' },
    });
    expect(outcome.ok && outcome.value.map(({ application }) => application.metadata.name)).toEqual([
      'web-on-prod-live',
      'api-on-prod-live',
    ]);
  });
});
