import { describe, expect, it } from 'vitest';
import { findRefusedFields, findRefusedSpec } from './refused-fields.ts';

const source = { repoURL: 'https://example.com/a.git', path: 'a', targetRevision: 'HEAD' };
const destination = { name: 'eu', namespace: 'shop' };

describe('findRefusedFields', () => {
  it('understands what this version renders, and fields of others that ask for nothing', () => {
    expect(
      findRefusedFields({
        ...source,
        name: 'main',
        directory: { recurse: true, include: 'x', exclude: 'y', jsonnet: { extVars: [] } },
        helm: { values: 'a', parameters: [{ name: 'b', value: 'c' }] },
        kustomize: { namePrefix: 'x' },
        chart: '',
        plugin: null,
      }),
    ).toBeUndefined();
  });

  it.each([
    { name: 'a plugin', field: { plugin: { name: 'x' } }, refused: 'source.plugin: remove it' },
    {
      name: 'Jsonnet',
      field: { directory: { jsonnet: { libs: ['x'] } } },
      refused: 'source.directory.jsonnet: remove it',
    },
    {
      name: 'at most three and how many more',
      field: { plugin: { name: 'x' }, tagPrefix: 'a', helm: { post: 'x' }, kustomize: { future: 1 } },
      refused: 'source.helm.post, source.kustomize.future, source.plugin, and 1 more: remove them',
    },
  ])('names $name', ({ field, refused }) => {
    expect(findRefusedFields({ ...source, ...field })).toBe(`this version cannot obey ${refused} from the Application`);
  });

  it.each([
    { beside: { path: '.' }, why: undefined },
    { beside: { path: '.', helm: { releaseName: 'cache' } }, why: undefined },
    { beside: { path: 'web' }, why: 'the source has both chart redis and path web: leave one of them' },
    {
      beside: { path: '.', ref: 'values' },
      why: 'the source has both chart redis and ref values: give a source of its own for the files',
    },
    {
      beside: { path: '.', kustomize: { namePrefix: 'a-' } },
      why: 'the source has chart redis, which only helm can render',
    },
    { beside: { path: '.', chart: '../redis' }, why: 'source.chart "../redis" is no name of a chart' },
  ])('says of a chart beside $beside: $why', ({ beside, why }) => {
    expect(findRefusedFields({ ...source, chart: 'redis', ...beside })).toBe(why);
  });
});

describe('findRefusedSpec', () => {
  it.each([
    { name: 'nothing wrong with one source', spec: { source, destination, sources: [] }, message: undefined },
    { name: 'nothing wrong with several', spec: { destination, sources: [source] }, message: undefined },
    {
      name: 'hydration',
      spec: { source, destination, sourceHydrator: { drySource: { path: 'a' } } },
      message: 'this version cannot obey sourceHydrator: give spec.source with what it should render',
    },
    { name: 'no source at all', spec: { destination }, message: 'the Application has no source: give spec.source' },
  ])('finds $name', ({ spec, message }) => {
    expect(findRefusedSpec(spec)).toBe(message);
  });
});
