import { describe, expect, it } from 'vitest';
import type { ApplicationTemplate } from '#core/resources/application-set.ts';
import { type PartialTemplate, mergeTemplates } from './merge-templates.ts';

const base: ApplicationTemplate = {
  metadata: { name: '{{n}}', labels: { a: 'base', b: 'base' }, finalizers: ['one'] },
  spec: {
    project: 'red',
    source: {
      repoURL: 'https://git.example.com/a',
      path: 'a',
      helm: { valuesObject: { kept: true }, releaseName: 'r' },
    },
    syncPolicy: { automated: { prune: true }, syncOptions: ['PruneLast=true'], retry: { limit: 4 } },
  },
};

const cases: { name: string; override: PartialTemplate; merged: ApplicationTemplate }[] = [
  { name: 'is the base when nothing is given', override: {}, merged: base },
  {
    name: 'lets the generator win field by field',
    override: { metadata: { name: 'special' }, spec: { source: { path: 'b' }, info: [{ name: 'x', value: 'y' }] } },
    merged: {
      metadata: { ...base.metadata, name: 'special' },
      spec: {
        ...base.spec,
        source: {
          repoURL: 'https://git.example.com/a',
          path: 'b',
          helm: { valuesObject: { kept: true }, releaseName: 'r' },
        },
        info: [{ name: 'x', value: 'y' }],
      },
    },
  },
  {
    name: 'merges labels key by key and fills an empty one',
    override: { metadata: { labels: { a: 'gen', b: '', c: '' }, annotations: { note: 'gen' }, finalizers: [] } },
    merged: {
      metadata: { ...base.metadata, labels: { a: 'gen', b: 'base', c: '' }, annotations: { note: 'gen' } },
      spec: base.spec,
    },
  },
  {
    name: 'takes finalizers and lists whole',
    override: { metadata: { finalizers: ['two'] }, spec: { syncPolicy: { syncOptions: ['Validate=false'] } } },
    merged: {
      metadata: { ...base.metadata, finalizers: ['two'] },
      spec: {
        ...base.spec,
        syncPolicy: { automated: { prune: true }, syncOptions: ['Validate=false'], retry: { limit: 4 } },
      },
    },
  },
  {
    name: 'lets no empty value unset a field',
    override: {
      spec: {
        project: '',
        source: { repoURL: '', helm: { valuesObject: null } },
        syncPolicy: { automated: { prune: false }, syncOptions: [], retry: { limit: 0 } },
      },
    },
    merged: base,
  },
  {
    name: 'takes the values of a chart whole, an empty object too',
    override: { spec: { source: { helm: { valuesObject: {} } } } },
    merged: {
      metadata: base.metadata,
      spec: {
        ...base.spec,
        source: { repoURL: 'https://git.example.com/a', path: 'a', helm: { valuesObject: {}, releaseName: 'r' } },
      },
    },
  },
];

describe('mergeTemplates', () => {
  it.each(cases)('$name', ({ override, merged }) => {
    expect(mergeTemplates(base, override)).toEqual(merged);
  });

  it('treats a key such as __proto__ as data', () => {
    const override: PartialTemplate = { spec: JSON.parse('{"info":{"__proto__":{"polluted":true}}}') };
    const merged = mergeTemplates({ metadata: { name: 'a' }, spec: { info: {} } }, override);
    expect(JSON.stringify(merged.spec)).toBe('{"info":{"__proto__":{"polluted":true}}}');
    expect(Object.getPrototypeOf(merged.spec.info)).toBe(Object.prototype);
  });
});
