import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { isJsonObject } from './json.ts';

function reordered(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, order));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(order(Object.keys(value)).map((key) => [key, reordered(value[key], order)]));
}

const sorted = (value: unknown) => reordered(value, (keys) => keys.toSorted());
const reversed = (value: unknown) => reordered(value, (keys) => keys.toSorted().toReversed());

describe('canonicalJson', () => {
  it.each([
    {
      name: 'sorts keys at every depth',
      value: { b: { d: 1, c: 2 }, a: [{ y: 1, x: 2 }] },
      text: '{"a":[{"x":2,"y":1}],"b":{"c":2,"d":1}}',
    },
    { name: 'keeps the order of lists', value: [3, 1, 2], text: '[3,1,2]' },
    {
      name: 'keeps all digits of large integers',
      value: { n: 12345678901234567890n },
      text: '{"n":12345678901234567890}',
    },
    { name: 'leaves undefined members out', value: { a: undefined, b: null }, text: '{"b":null}' },
    { name: 'escapes as JSON does', value: 'a"b\n', text: '"a\\"b\\n"' },
    {
      name: 'treats a key named __proto__ as data',
      value: JSON.parse('{"b":1,"__proto__":2}'),
      text: '{"__proto__":2,"b":1}',
    },
    { name: 'sorts numbers as text', value: { 10: 'a', 9: 'b' }, text: '{"10":"a","9":"b"}' },
    {
      name: 'takes what is sorted as it is',
      value: { a: [{ b: 1, c: undefined }], d: null },
      text: '{"a":[{"b":1}],"d":null}',
    },
  ])('$name', ({ value, text }) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('is the same for the same data in any order of the keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(sorted(value)));
      }),
    );
  });

  it('throws for numbers that JSON cannot hold', () => {
    expect(() => canonicalJson({ a: [Number.NaN] })).toThrow(new Error('JSON cannot hold the number NaN'));
  });
});
