import { describe, expect, it } from 'vitest';
import { runGenerators } from '../../testing/run-generators.ts';

const list = (...elements: object[]) => ({ list: { elements } });
const merge = (mergeKeys: string[], ...generators: object[]) => ({ merge: { mergeKeys, generators } });

describe('generateFromMerge', () => {
  it.each([
    {
      name: 'overlays the base in its order, the last child on top, and drops what matches nothing',
      generator: merge(
        ['id'],
        list({ id: 'b', r: '1', s: 'base' }, { id: 'a', r: '1' }),
        list({ id: 'b', r: '2' }, { id: 'ghost', r: '9' }),
        list({ id: 'b', r: '3' }),
      ),
      sets: [
        { id: 'b', r: '3', s: 'base' },
        { id: 'a', r: '1' },
      ],
    },
    {
      name: 'compares all merge keys, whatever their order',
      generator: merge(['x', 'y'], list({ x: '1', y: '2' }, { x: '2', y: '1' }), list({ y: '1', x: '2', hit: 'yes' })),
      sets: [
        { x: '1', y: '2' },
        { y: '1', x: '2', hit: 'yes' },
      ],
    },
    {
      name: 'takes an absent key for null, which equals null',
      generator: merge(['none'], list({ a: '1' }), list({ b: '2' })),
      sets: [{ a: '1', b: '2' }],
    },
  ])('$name', ({ generator, sets }) => {
    expect(runGenerators([generator], {})).toEqual(sets);
  });

  it('merges objects under goTemplate, tells 1 from "1", and keeps children apart', () => {
    const base = list({ id: 1, deep: { a: 'base', b: 'base' } });
    const over = list({ id: 1, deep: { a: '' } }, { id: '1', deep: { b: 'text' } });
    expect(runGenerators([merge(['id'], base, over)], {}, true)).toEqual([{ id: 1, deep: { a: '', b: 'base' } }]);
  });

  it('sees the parameters of a matrix around it', () => {
    const inner = merge(['id'], list({ id: '{{env}}' }), list({ id: '{{env}}', size: 'big-{{env}}' }));
    expect(runGenerators([{ matrix: { generators: [list({ env: 'prod' }), inner] } }], {})).toEqual([
      { env: 'prod', id: 'prod', size: 'big-prod' },
    ]);
  });

  it.each([
    { name: 'one child', generator: merge(['a'], list({ a: '1' })), field: '', message: /at least two/ },
    { name: 'no merge key', generator: merge([], list(), list()), field: '', message: /at least one of `mergeKeys`/ },
    {
      name: 'equal sets in one child',
      generator: merge(['a'], list({ a: '1' }), list({ a: '2', b: 'x' }, { a: '2', b: 'y' })),
      field: '.generators[1]',
      message: /the same values for the merge keys, \{"a":"2"\}/,
    },
    {
      name: 'an empty child',
      generator: merge(['a'], list({ a: '1' }), {}),
      field: '.generators[1]',
      message: /exactly one generator; found none/,
    },
  ])('refuses $name', ({ generator, field, message }) => {
    expect(runGenerators([generator], {})).toEqual([
      { kind: 'invalid-generator', field: `generators[0].merge${field}`, message: expect.stringMatching(message) },
    ]);
  });
});
