import { describe, expect, it } from 'vitest';
import { findRefusedFields, findRefusedSpec } from './refused-fields.ts';

const source = { repoURL: 'https://example.com/a.git', path: 'a', targetRevision: 'HEAD' };
const destination = { name: 'eu', namespace: 'shop' };

describe('findRefusedFields', () => {
  it('understands a directory source, and fields of others that ask for nothing', () => {
    expect(
      findRefusedFields({
        ...source,
        name: 'main',
        directory: { recurse: true, include: 'x', exclude: 'y' },
        helm: {},
        chart: '',
        ref: null,
      }),
    ).toBeUndefined();
  });

  it('names one field, or at most three and how many more', () => {
    expect([
      findRefusedFields({ ...source, plugin: { name: 'x' } }),
      findRefusedFields({
        ...source,
        plugin: { name: 'x' },
        helm: { values: 'a' },
        kustomize: { namePrefix: 'b' },
        chart: 'c',
      }),
    ]).toEqual([
      'this version renders plain directories and cannot obey source.plugin: remove it from the Application',
      'this version renders plain directories and cannot obey source.chart, source.helm, source.kustomize, and 1 more: remove them from the Application',
    ]);
  });
});

describe('findRefusedSpec', () => {
  it.each([
    { name: 'nothing wrong with one source', spec: { source, destination, sources: [] }, message: undefined },
    {
      name: 'several sources',
      spec: { destination, sources: [source] },
      message: 'this version syncs one source and cannot obey sources: give spec.source instead',
    },
    { name: 'no source at all', spec: { destination }, message: 'the Application has no source: give spec.source' },
  ])('finds $name', ({ spec, message }) => {
    expect(findRefusedSpec(spec)).toBe(message);
  });
});
