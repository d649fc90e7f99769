import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { diffApplications } from './diff-applications.ts';

const one = (value: JsonObject) => new Map([['a', value]]);

describe('diffApplications', () => {
  it('sorts what was added and removed, and counts what stayed', () => {
    const before = new Map([
      ['same', { x: 1, y: [1] }],
      ['old-b', {}],
      ['old-a', {}],
    ]);
    const after = new Map([
      ['new', {}],
      ['same', { y: [1], x: 1 }],
    ]);
    expect(diffApplications(before, after)).toEqual({
      added: ['new'],
      changed: [],
      removed: ['old-a', 'old-b'],
      unchanged: 1,
    });
  });

  it.each<{ name: string; before: JsonObject; after: JsonObject; fields: object[] }>([
    { name: 'a value', before: { x: 1 }, after: { x: 2 }, fields: [{ field: 'x', before: 1, after: 2 }] },
    { name: 'a field that is new', before: {}, after: { x: null }, fields: [{ field: 'x', after: null }] },
    { name: 'a field that is gone', before: { x: {} }, after: {}, fields: [{ field: 'x', before: {} }] },
    {
      name: 'a key that is no name',
      before: { labels: { 'a/b': '1' } },
      after: { labels: { 'a/b': '2' } },
      fields: [{ field: 'labels["a/b"]', before: '1', after: '2' }],
    },
    {
      name: 'one item of a list, and its end',
      before: { list: ['a', { b: 1 }] },
      after: { list: ['a', { b: 2 }, 'c'] },
      fields: [
        { field: 'list[1].b', before: 1, after: 2 },
        { field: 'list[2]', after: 'c' },
      ],
    },
    {
      name: 'a list that became a text',
      before: { x: ['a'] },
      after: { x: 'a' },
      fields: [{ field: 'x', before: ['a'], after: 'a' }],
    },
    {
      name: 'the name of a prototype property',
      before: {},
      after: { constructor: 'x' },
      fields: [{ field: 'constructor', after: 'x' }],
    },
  ])('tells $name', ({ before, after, fields }) => {
    expect(diffApplications(one(before), one(after)).changed).toEqual([{ name: 'a', fields }]);
  });
});
