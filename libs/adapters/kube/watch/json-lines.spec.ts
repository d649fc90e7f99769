import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { JsonLines } from './json-lines.ts';

function collect(chunks: readonly (string | Buffer)[]): JsonObject[] {
  const reader = new JsonLines(64);
  const lines = chunks.flatMap((chunk) => reader.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
  reader.end();
  return lines;
}

const umlaut = Buffer.from('{"a":"ü"}\n');

describe('JsonLines', () => {
  it.each([
    { name: 'reads several lines of one chunk', chunks: ['{"a":1}\n{"a":2}\n'], lines: [{ a: 1 }, { a: 2 }] },
    { name: 'joins a line of many chunks', chunks: ['{"a"', ':', '1}', '\n'], lines: [{ a: 1 }] },
    {
      name: 'keeps a character that two chunks share',
      chunks: [umlaut.subarray(0, 7), umlaut.subarray(7)],
      lines: [{ a: 'ü' }],
    },
    {
      name: 'begins the next line in the chunk that ends one',
      chunks: ['{"a":1', '}\n{"b"', ':2}\n'],
      lines: [{ a: 1 }, { b: 2 }],
    },
    { name: 'passes over empty lines', chunks: ['\n{"a":1}\n\n'], lines: [{ a: 1 }] },
    { name: 'answers nothing for an empty stream', chunks: [], lines: [] },
  ])('$name', ({ chunks, lines }) => {
    expect(collect(chunks)).toEqual(lines);
  });

  it.each([
    {
      name: 'refuses a stream that ends in the middle of a line',
      chunks: ['{"a":1}\n{"b"'],
      error: 'middle of a line',
    },
    {
      name: 'refuses a line longer than the limit',
      chunks: ['{"a":"', 'x'.repeat(90), '"}\n'],
      error: 'longer than 64 bytes',
    },
    { name: 'refuses JSON that is no object', chunks: ['[1]\n'], error: 'not a JSON object' },
  ])('$name', ({ chunks, error }) => {
    expect(() => collect(chunks)).toThrow(error);
  });
});
