import { describe, expect, it } from 'vitest';
import { SharedTexts } from './shared-texts.ts';

describe('SharedTexts', () => {
  it('gives a number to what it meets for the second time, and the same from then on', () => {
    const texts = new SharedTexts({ fromSecond: true });
    const numbers = ['a', 'b', 'a', 'a', 'b'].map((text) => texts.use(text));
    expect({ numbers, a: texts.textOf(0), b: texts.textOf(1) }).toEqual({
      numbers: [undefined, undefined, 0, 0, 1],
      a: 'a',
      b: 'b',
    });
  });

  it('gives the number of a text without users to another', () => {
    const texts = new SharedTexts({ fromSecond: false });
    const [a, again, b] = ['a', 'a', 'b'].map((text) => texts.use(text) ?? Number.NaN);
    texts.release(a ?? Number.NaN);
    expect(texts.textOf(0)).toBe('a');
    texts.release(again ?? Number.NaN);
    expect(() => texts.textOf(0)).toThrow('no text has the number 0');
    expect({ c: texts.use('c'), b, size: texts.size }).toEqual({ c: 0, b: 1, size: 2 });
  });

  it('forgets what it has met once before a thousand others', () => {
    const texts = new SharedTexts({ fromSecond: true });
    texts.use('seldom');
    for (let index = 0; index < 1024; index += 1) texts.use(`other ${index}`);
    expect([texts.use('seldom'), texts.use('other 1000')]).toEqual([undefined, 0]);
  });

  it('has no more numbers than fit two bytes', () => {
    const texts = new SharedTexts({ fromSecond: false });
    for (let index = 0; index < 0x1_00_00; index += 1) texts.use(`text ${index}`);
    expect([texts.use('one more'), texts.use('text 65535')]).toEqual([undefined, 0xff_ff]);
    texts.release(0);
    expect(texts.use('one more')).toBe(0);
  });
});
