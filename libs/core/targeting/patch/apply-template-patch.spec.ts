import { describe, expect, it } from 'vitest';
import type { ApplicationTemplate } from '#core/resources/application-set.ts';
import { applyTemplatePatch } from './apply-template-patch.ts';

const filled: ApplicationTemplate = {
  metadata: { name: 'web', labels: { a: '1', b: '2' }, finalizers: ['one', 'two'] },
  spec: {
    project: 'red',
    source: { repoURL: 'https://git.example.com/a', helm: { valuesObject: { image: { tag: '1' }, hosts: ['a'] } } },
    destination: { name: 'prod', namespace: 'web' },
    syncPolicy: { automated: { prune: true }, syncOptions: ['PruneLast=true'] },
  },
};

interface Case {
  readonly name: string;
  readonly patch: string;
  readonly metadata?: Partial<ApplicationTemplate['metadata']>;
  /** Changed fields of the spec; undefined for one that is gone. */
  readonly spec?: Record<string, ApplicationTemplate['spec'][string] | undefined>;
}

const cases: Case[] = [
  { name: 'changes nothing when it renders to nothing', patch: '\n  \n' },
  {
    name: 'merges objects and replaces values',
    patch: 'metadata: {labels: {b: new, c: "3"}}\nspec: {destination: {namespace: shop}}',
    metadata: { labels: { a: '1', b: 'new', c: '3' } },
    spec: { destination: { name: 'prod', namespace: 'shop' } },
  },
  {
    name: 'reads JSON too',
    patch: '{"spec":{"revisionHistoryLimit":3}}',
    spec: { revisionHistoryLimit: 3 },
  },
  {
    name: 'deletes by null, and nothing where there is nothing',
    patch: 'metadata: {labels: {a: null, x: null}}\nspec: {syncPolicy: {automated: null}, info: null}',
    metadata: { labels: { b: '2' } },
    spec: { syncPolicy: { syncOptions: ['PruneLast=true'] } },
  },
  {
    name: 'drops nulls from what is new',
    patch: 'spec: {info: [{name: x, value: null}], ignoreDifferences: null, sourceHydrator: {hydrateTo: null}}',
    spec: { info: [{ name: 'x' }], sourceHydrator: {} },
  },
  {
    name: 'replaces the lists of the spec',
    patch: 'spec: {syncPolicy: {syncOptions: [Validate=false]}}',
    spec: { syncPolicy: { automated: { prune: true }, syncOptions: ['Validate=false'] } },
  },
  {
    name: 'adds finalizers, its own order first',
    patch: 'metadata: {finalizers: [three, two]}',
    metadata: { finalizers: ['three', 'one', 'two'] },
  },
  {
    name: 'takes finalizers out',
    patch: 'metadata: {$deleteFromPrimitiveList/finalizers: [one]}',
    metadata: { finalizers: ['two'] },
  },
  {
    name: "merges a chart's values deeply and replaces their lists",
    patch: 'spec: {source: {helm: {valuesObject: {image: {pull: always}, hosts: [b], more: {x: 1}}}}}',
    spec: {
      source: {
        repoURL: 'https://git.example.com/a',
        helm: { valuesObject: { image: { tag: '1', pull: 'always' }, hosts: ['b'], more: { x: 1 } } },
      },
    },
  },
  {
    name: 'replaces an object that says so',
    patch: 'spec: {destination: {$patch: replace, name: test}}',
    spec: { destination: { name: 'test' } },
  },
  {
    name: 'empties an object that says so',
    patch: 'spec: {syncPolicy: {$patch: delete}}',
    spec: { syncPolicy: {} },
  },
  {
    name: 'keeps only the fields to be retained',
    patch: 'spec: {destination: {$retainKeys: [name], name: test}}',
    spec: { destination: { name: 'test' } },
  },
  { name: 'cannot change the project', patch: 'spec: {project: blue}' },
  {
    name: 'leaves project and an empty destination of a spec that is null',
    patch: 'spec:',
    spec: { source: undefined, destination: {}, syncPolicy: undefined },
  },
  { name: 'can change the name', patch: 'metadata: {name: other}', metadata: { name: 'other' } },
];

describe('applyTemplatePatch', () => {
  it.each(cases)('$name', ({ patch, metadata = {}, spec = {} }) => {
    const expected = { metadata: { ...filled.metadata, ...metadata }, spec: { ...filled.spec, ...spec } };
    expect(applyTemplatePatch(filled, patch)).toEqual({ ok: true, value: expected });
  });

  it.each([
    {
      name: 'a text that is no YAML',
      patch: 'spec: {',
      path: 'templatePatch',
      message: expect.stringMatching(/^the rendered patch is not YAML: line \d+: ./),
    },
    { name: 'a list', patch: '[1]', path: 'templatePatch', message: 'the rendered patch is not an object' },
    {
      name: 'an object of the wrong type',
      patch: 'spec: {source: just-text}',
      path: 'templatePatch.spec.source',
      message: 'an object expected, found text "just-text"',
    },
    {
      name: 'every value of the wrong type',
      patch: 'metadata: {labels: {"a/b": true}}\nspec: {syncPolicy: {automated: {prune: "yes"}, syncOptions: [1]}}',
      path: 'templatePatch.metadata.labels["a/b"]',
      message:
        'text expected, found true; spec.syncPolicy.automated.prune: true or false expected, found text "yes"; spec.syncPolicy.syncOptions[0]: text expected, found 1',
    },
    {
      name: 'an unknown directive',
      patch: 'spec: {$patch: mix}',
      path: 'templatePatch.spec["$patch"]',
      message: 'replace or delete expected, found "mix"',
    },
    {
      name: 'a directive that is a number beyond a double',
      patch: 'spec: {$patch: 9007199254740993}',
      path: 'templatePatch.spec["$patch"]',
      message: 'replace or delete expected, found 9007199254740993',
    },
    {
      name: 'an order of elements',
      patch: 'metadata: {$setElementOrder/finalizers: [one]}',
      path: 'templatePatch.metadata["$setElementOrder/finalizers"]',
      message: 'the order of elements cannot be patched',
    },
    {
      name: 'a field that is patched but not retained',
      patch: 'spec: {destination: {$retainKeys: [name], namespace: x}}',
      path: 'templatePatch.spec.destination["$retainKeys"]',
      message: 'namespace is patched, so it must be retained too',
    },
    {
      name: 'the loss of the name',
      patch: 'metadata: null',
      path: 'templatePatch.metadata',
      message: 'the patch takes the name away',
    },
    {
      name: 'metadata that a set cannot give',
      patch: 'metadata: {generateName: x}',
      path: 'templatePatch.metadata',
      message: 'the patch may set name, namespace, labels, annotations, finalizers',
    },
  ])('refuses $name', ({ patch, path, message }) => {
    expect(applyTemplatePatch(filled, patch)).toEqual({ ok: false, failure: { path, message } });
  });

  it('treats __proto__ as a key like any other', () => {
    const patched = applyTemplatePatch(filled, '{"spec":{"source":{"helm":{"valuesObject":{"__proto__":{"x":1}}}}}}');
    expect(JSON.stringify(patched)).toContain('"__proto__":{"x":1}');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
