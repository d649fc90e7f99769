import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { flattenForSelector, flattenParameters } from './flatten-parameters.ts';

interface FlattenCase {
  readonly name: string;
  readonly input: JsonObject;
  readonly flat: Readonly<Record<string, string>>;
}

const corpus = new URL('../../../../test/conformance/flatten/flatten.jsonl', import.meta.url);
const cases = readFileSync(corpus, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): FlattenCase => JSON.parse(line));

describe('flattenParameters, held against Argo CD', () => {
  it('has the whole corpus', () => expect(cases).toHaveLength(42));

  it.each(cases)('$name', ({ input, flat }) => {
    expect(flattenParameters(input)).toEqual(flat);
  });
});

describe('flattenForSelector', () => {
  it('shows a list of texts as Go prints it, and item by item', () => {
    expect(flattenForSelector({ path: { segments: ['a', 'b'] }, id: 12_345_678_901n, list: [1] })).toEqual({
      'path.segments': '[a b]',
      'path.segments.0': 'a',
      'path.segments.1': 'b',
      id: '12345678901',
      'list.0': '1',
    });
  });
});
