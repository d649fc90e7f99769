import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, listDelta } from './list-delta.ts';

const items = Array.from({ length: 8 }, (_, id) => ({ id }));
const lists = array(constantFrom(...items));

describe('listDelta', () => {
  it('gives the new list again, whatever the earlier one was', () => {
    assert(
      property(lists, lists, (before, after) => {
        expect(applyDelta(before, listDelta(before, after))).toEqual(after);
      }),
    );
  });

  it('holds only what is new', () => {
    const [a, b, c] = items;
    if (!a || !b || !c) throw new Error('three items are there');
    expect(listDelta([a, b], [c, a])).toEqual({ order: Int32Array.of(-1, 0), added: [c] });
  });

  it('refuses a delta of another list', () => {
    expect(() => applyDelta([], { order: Int32Array.of(3), added: [] })).toThrow('place 3 of a list of 0');
  });
});
