import { describe, expect, it } from 'vitest';
import { alternate } from './alternate.ts';

const byLetter = (text: string) => text.charAt(0);

describe('alternate', () => {
  it.each([
    { name: 'nothing', items: [], expected: [] },
    { name: 'one group as it is', items: ['a2', 'a1', 'a3'], expected: ['a2', 'a1', 'a3'] },
    {
      name: 'groups in turn, until each has no more',
      items: ['b1', 'b2', 'b3', 'a1', 'c1', 'c2'],
      expected: ['b1', 'a1', 'c1', 'b2', 'c2', 'b3'],
    },
  ])('gives $name', ({ items, expected }) => {
    expect(alternate(items, byLetter)).toEqual(expected);
  });
});
