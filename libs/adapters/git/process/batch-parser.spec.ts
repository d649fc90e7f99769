import { describe, expect, it } from 'vitest';
import { BatchParser } from './batch-parser.ts';

const output = Buffer.from('1a blob 5\nab\ncd\nzz missing\n2b blob 0\n\n3c blob 12\nabcdefghijkl\n4d tree 1\nx\n');

const answers = [
  { kind: 'object', id: '1a', type: 'blob', content: Buffer.from('ab\ncd') },
  { kind: 'missing', id: 'zz' },
  { kind: 'object', id: '2b', type: 'blob', content: Buffer.from('') },
  { kind: 'too-large', id: '3c', size: 12 },
  { kind: 'object', id: '4d', type: 'tree', content: Buffer.from('x') },
];

describe('BatchParser', () => {
  it.each([1, 2, 3, 7, 1000])('reads the same answers from pieces of %d bytes', (size) => {
    const parser = new BatchParser(10);
    const read = [];
    for (let at = 0; at < output.length; at += size) read.push(...parser.push(output.subarray(at, at + size)));
    expect(read).toEqual(answers);
  });

  it('refuses output that is not an answer', () => {
    expect(() => new BatchParser(10).push(Buffer.from('fatal: bad\n'))).toThrow('something else than an object');
    expect(() => new BatchParser(10).push(Buffer.alloc(5000, 'a'))).toThrow('something else than an object');
  });
});
