import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#core/model/json.ts';
import { keepLiveValue } from './keep-live-value.ts';
import { parseJqPath } from './parse-jq-path.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly wanted: JsonValue;
  readonly live: JsonValue;
  readonly kept: JsonValue;
}

const cases: Case[] = [
  {
    name: 'takes the live value',
    path: '.a.b',
    wanted: { a: { b: 1, c: 1 } },
    live: { a: { b: 2 } },
    kept: { a: { b: 2, c: 1 } },
  },
  {
    name: 'takes away what is not live',
    path: '.a.b',
    wanted: { a: { b: 1, c: 1 } },
    live: { a: {} },
    kept: { a: { c: 1 } },
  },
  {
    name: 'adds what is live only, and the way to it',
    path: '.a.b',
    wanted: {},
    live: { a: { b: 2, c: 3 } },
    kept: { a: { b: 2 } },
  },
  { name: 'makes no way to a place that is not there', path: '.a.b', wanted: {}, live: { a: {} }, kept: {} },
  {
    name: 'leaves a place below a value that is no object',
    path: '.a.b',
    wanted: { a: 'x' },
    live: { a: { b: 1 } },
    kept: { a: 'x' },
  },
  { name: 'keeps one element', path: '.a[1]', wanted: { a: [1, 2] }, live: { a: [3, 4] }, kept: { a: [1, 4] } },
  {
    name: 'counts elements from the end',
    path: '.a[-1].b',
    wanted: { a: [{ b: 1 }] },
    live: { a: [{ b: 2 }, { b: 3 }] },
    kept: { a: [{ b: 3 }] },
  },
  {
    name: 'leaves an element that only one side has',
    path: '.a[1]',
    wanted: { a: [1] },
    live: { a: [3, 4] },
    kept: { a: [1] },
  },
  { name: 'takes a whole list', path: '.a[]', wanted: { a: [1] }, live: { a: [2, 3] }, kept: { a: [2, 3] } },
  {
    name: 'pairs all elements in order',
    path: '.a[].b',
    wanted: { a: [{ b: 1 }, { b: 1, c: 1 }, { b: 1 }] },
    live: { a: [{ b: 2 }, {}] },
    kept: { a: [{ b: 2 }, { c: 1 }, { b: 1 }] },
  },
  {
    name: 'pairs the elements a condition picks, wherever they stand',
    path: '.a[] | select(.n == "x").b',
    wanted: {
      a: [
        { n: 'y', b: 1 },
        { n: 'x', b: 1 },
      ],
    },
    live: {
      a: [
        { n: 'x', b: 2 },
        { n: 'y', b: 3 },
      ],
    },
    kept: {
      a: [
        { n: 'y', b: 1 },
        { n: 'x', b: 2 },
      ],
    },
  },
  {
    name: 'takes a missing value for null in a condition',
    path: '.a[] | select(.n != null).b',
    wanted: { a: [{ b: 1 }, { n: 1, b: 1 }] },
    live: { a: [{ b: 2 }, { n: 2, b: 3 }] },
    kept: { a: [{ b: 1 }, { n: 1, b: 3 }] },
  },
  {
    name: 'never looks into the prototype',
    path: '.constructor.name',
    wanted: { a: 1 },
    live: { b: 2 },
    kept: { a: 1 },
  },
];

describe('keepLiveValue', () => {
  it.each(cases)('$name', ({ path, wanted, live, kept }) => {
    const steps = parseJqPath(path);
    expect(steps.ok && keepLiveValue(wanted, live, steps.value)).toEqual(kept);
  });

  it('takes a number in a pointer for a field where the data has an object', () => {
    expect(keepLiveValue({ 0: 'a' }, { 0: 'b' }, [{ kind: 'index', index: 0 }])).toEqual({ 0: 'b' });
  });
});
