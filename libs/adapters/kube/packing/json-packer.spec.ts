import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonPacker } from './json-packer.ts';
import { MOST_WORDS } from './word-table.ts';

const UID = '4d05cf86-21ab-4a22-a072-158066d5ba1b';
const COMMIT = 'b46fca03c8510a010cbcfe301932127deac0d828';

const back = (value: unknown, packer = new JsonPacker()) => packer.unpack(packer.pack([value], 'a')).next();

describe('JsonPacker', () => {
  it.each([
    { what: 'numbers', value: [0, 1, 127, 128, 2 ** 31, 2 ** 53 - 1, -1, -(2 ** 40), 0.5, -0, 1e300] },
    { what: 'small values', value: [null, true, false, '', [], {}] },
    {
      what: 'what looks like hex, and is not quite',
      value: [COMMIT, COMMIT.toUpperCase(), `${COMMIT}0`, 'ab'.repeat(80)],
    },
    { what: 'what looks like a UID, and is not quite', value: [UID, UID.toUpperCase(), UID.replace('-', ' ')] },
    {
      what: 'times, also impossible ones',
      value: ['2026-11-21T21:23:27Z', '2026-11-31T21:23:27Z', '1960-01-01T00:00:00Z', '2026-11-21T21:23:27.5Z'],
    },
    {
      what: 'paths',
      value: ['/', '//', 'a/b', '/Service/shop/web', `x/${UID}`, 'web', 'shop/web', '/Service/shop/web'],
    },
    {
      what: 'texts beyond ASCII, also broken ones',
      value: ['grün', '日本/東京', '\ud83d\ude00', '\ud83d', 'a/\udc00'],
    },
    { what: 'keys that objects have by nature', value: JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') },
    { what: 'a long text', value: 'long '.repeat(100_000) },
    {
      what: 'an object with many keys',
      value: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])),
    },
  ])('gives back $what', ({ value }) => {
    expect(back(value)).toStrictEqual(value);
  });

  it('gives back any JSON, packed by one packer in turns', () => {
    const packer = new JsonPacker();
    const packs = fc.array(fc.tuple(fc.jsonValue(), fc.constantFrom('a', 'b', 'c')));
    fc.assert(
      fc.property(packs, (values) => {
        const texts = values.map(([value, resource]) => packer.pack([value], resource));
        const read = texts.map((text) => packer.unpack(text).next());
        expect(JSON.stringify(read)).toBe(JSON.stringify(values.map(([value]) => value)));
      }),
    );
  });

  it('leaves out members that are undefined', () => {
    expect(back({ a: undefined, b: 1 })).toStrictEqual({ b: 1 });
  });

  it('reads one value after the other, whatever is read in between', () => {
    const packer = new JsonPacker();
    const one = packer.unpack(packer.pack(['web', { name: 'web' }], 'a'));
    const other = packer.unpack(packer.pack(['shop', { name: 'shop' }], 'b'));
    expect([one.next(), other.next(), one.next(), other.next()]).toEqual([
      'web',
      'shop',
      { name: 'web' },
      { name: 'shop' },
    ]);
  });

  it('keeps once what two resources have in common, and nothing that only one has', () => {
    const packer = new JsonPacker();
    const sizeOf = (name: string) => packer.pack([{ repository: 'https://git.example/shop.git', name }], name).length;
    for (const name of ['web', 'web', 'api']) sizeOf(name);
    expect({ known: sizeOf('web'), other: sizeOf('new') }).toEqual({ known: 8, other: 8 });
  });

  it('goes on when it is full', () => {
    const packer = new JsonPacker();
    const words = Array.from({ length: MOST_WORDS + 100 }, (_, index) => `word ${index}`);
    const texts = words.flatMap((word) => ['a', 'b', 'c'].map((resource) => packer.pack([word], resource)));
    expect(packer.isFull).toBe(true);
    expect(texts.map((text) => packer.unpack(text).next())).toEqual(words.flatMap((word) => [word, word, word]));
  });
});
