import { describe, expect, it } from 'vitest';
import { alternate } from './alternate.ts';

const byLetter = (text: string) => text.charAt(0);

describe('alternate', () => {
  it.each([
    { name: 'nothing', items: [], run: 1, expected: [] },
    { name: 'one group as it is', items: ['a2', 'a1', 'a3'], run: 2, expected: ['a2', 'a1', 'a3'] },
    {
      name: 'one of each group in turn, until each has no more',
      items: ['b1', 'b2', 'b3', 'a1', 'c1', 'c2'],
      run: 1,
      expected: ['b1', 'a1', 'c1', 'b2', 'c2', 'b3'],
    },
    {
      name: 'several of each group in turn',
      items: ['b1', 'a1', 'b2', 'a2', 'b3', 'a3', 'b4'],
      run: 2,
      expected: ['b1', 'b2', 'a1', 'a2', 'b3', 'b4', 'a3'],
    },
  ])('gives $name', ({ items, run, expected }) => {
    expect(alternate(items, byLetter, run)).toEqual(expected);
  });
});
