import { describe, expect, it } from 'vitest';
import { ApplicationSet, ApplicationSetSpec } from '../resources/application-set.ts';
import { compareAppSets, SOURCE_ANNOTATION } from './compare-app-sets.ts';

const spec = ApplicationSetSpec.parse({ generators: [{ list: {} }], template: { metadata: { name: 'x' }, spec: {} } });
const read = (name: string, file = 'sets.yaml') => ({ name, labels: {}, annotations: {}, spec, file, line: 1 });
const existing = (name: string, file?: string) =>
  ApplicationSet.parse({
    metadata: {
      name,
      namespace: 'tenant-red',
      labels: { 'nabe.dev/tenant': 'red' },
      annotations: file === undefined ? {} : { [SOURCE_ANNOTATION]: `${file}:1` },
      finalizers: ['nabe.dev/applications'],
    },
    spec,
  });
const sure = { all: false, files: [], names: [] };
const compare = (input: Partial<Parameters<typeof compareAppSets>[0]>) => {
  const {
    apply,
    delete: gone,
    collisions,
  } = compareAppSets({ tenant: 'red', read: [], inDoubt: sure, existing: [], ...input });
  return { apply: apply.map(({ name }) => name), delete: gone.map(({ metadata }) => metadata.name), collisions };
};

describe('compareAppSets', () => {
  it('applies a set that is new and leaves one that is as git has it', () => {
    expect(compare({ read: [read('new'), read('old')], existing: [existing('old', 'sets.yaml')] }).apply).toEqual([
      'new',
    ]);
  });

  it('deletes a set that git no longer has', () => {
    expect(compare({ existing: [existing('old', 'sets.yaml')] }).delete).toEqual(['old']);
  });

  it.each([
    { name: 'its name is in doubt', inDoubt: { ...sure, names: ['old'] } },
    { name: 'its file is in doubt', inDoubt: { ...sure, files: ['sets.yaml'] } },
    { name: 'a file could not be read far enough to know', inDoubt: { ...sure, all: true } },
    { name: 'a source could not be read at all', inDoubt: undefined },
  ])('keeps a set that was not read while $name', ({ inDoubt }) => {
    expect(compare({ inDoubt, existing: [existing('old', 'sets.yaml')] }).delete).toEqual([]);
  });

  it('never touches a set made by hand', () => {
    const changes = compare({ read: [read('mine')], existing: [existing('mine'), existing('other')] });

    expect(changes).toEqual({
      apply: [],
      delete: [],
      collisions: [
        'sets.yaml:1: ApplicationSet mine exists already and was not made from git; delete that one or rename this one',
      ],
    });
  });
});
