import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteLength, fromBytes, mapBytes, sliceBytes, toBytes, toOutputText } from './text-bytes.ts';

describe('texts as bytes', () => {
  it('keeps all bytes, valid UTF-8 or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        expect(toBytes(fromBytes(bytes))).toEqual(bytes);
      }),
    );
  });

  it('decodes valid UTF-8 as everyone does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fromBytes(new TextEncoder().encode(text))).toBe(text);
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });

  it.each([
    { name: 'shows half a character as U+FFFD', text: sliceBytes('é', 0, 1), output: '\ufffd' },
    { name: 'joins the halves of a character again', text: sliceBytes('é', 0, 1) + sliceBytes('é', 1), output: 'é' },
    { name: 'lets functions see bytes', text: mapBytes('é!', (bytes) => bytes.slice(2)), output: '!' },
  ])('$name', ({ text, output }) => {
    expect(toOutputText(text)).toBe(output);
  });
});
