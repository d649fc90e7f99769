import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrintedJson } from './printed-json.ts';
import { readDocuments } from './read-documents.ts';

const value = {
  kind: 'ConfigMap',
  data: { text: 'ü "quoted"\n', ['__proto__']: 'x' },
  list: [1, -1.5, 1e21, true, null, [], {}],
};

describe('readPrintedJson', () => {
  it.each([
    { name: 'on one line', text: JSON.stringify(value) },
    { name: 'with two spaces', text: JSON.stringify(value, undefined, 2) },
    { name: 'with four spaces', text: JSON.stringify(value, undefined, 4) },
    { name: 'with tabs', text: JSON.stringify(value, undefined, '\t') },
    { name: 'with a line end', text: `${JSON.stringify(value)}\n` },
  ])('reads an object printed $name', ({ text }) => {
    expect(JSON.stringify(readPrintedJson(text))).toBe(JSON.stringify(value));
  });

  it.each([
    { name: 'a key written twice', text: '{"a":1,"a":2}' },
    { name: 'a number that loses digits', text: '{"a":9007199254740993}' },
    { name: 'a number that YAML keeps as bigint', text: '{"a":9007199254740994}' },
    { name: 'a number written in another way', text: '{"a":1.0}' },
    { name: 'spaces of its own', text: '{"a": 1}' },
    { name: 'several documents', text: '{"a":1}\n---\n{"b":2}\n' },
    { name: 'a list', text: '[1]' },
    { name: 'an object in YAML', text: 'a: 1\n' },
    { name: 'a flow mapping', text: '{"a": b}' },
    { name: 'a character that YAML refuses', text: '{"a":"\u0085"}' },
    { name: 'nothing', text: '' },
  ])('leaves $name to the YAML reader', ({ text }) => {
    expect(readPrintedJson(text)).toBeUndefined();
  });

  it('reads what the YAML reader reads', () => {
    const objects = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }));
    fc.assert(
      fc.property(objects, fc.constantFrom(undefined, 2, '\t'), (object, indentation) => {
        const text = JSON.stringify(object, undefined, indentation);
        fc.pre(readPrintedJson(text) !== undefined);
        expect(readDocuments('f', text)).toEqual(readDocuments('f', `${text}\n# read as YAML\n`));
      }),
    );
  });
});
