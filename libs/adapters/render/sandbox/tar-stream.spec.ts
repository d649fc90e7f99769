import { describe, expect, it } from 'vitest';
import { tarStream } from './tar-stream.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Name, type, size and link target of every header, as POSIX.1-2001 places them. */
function headersOf(archive: Buffer): string[] {
  const headers: string[] = [];
  for (let at = 0; at < archive.length && archive[at] !== 0; ) {
    const field = (from: number, length: number) =>
      text(archive.subarray(at + from, at + from + length)).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12), 8);
    headers.push([field(0, 100), field(156, 1), size, field(157, 100)].join(' ').trimEnd());
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return headers;
}

function archiveOf(content: Partial<Parameters<typeof tarStream>[0]>): Buffer {
  return Buffer.concat([...tarStream({ files: [], links: [], ...content })]);
}

describe('tarStream', () => {
  it('writes files and links, in whole blocks and with an end', () => {
    const files = [{ path: 'work/a.yaml', content: Buffer.from('a: b\n') }];
    const archive = archiveOf({ files, links: [{ path: 'work/b', target: 'a.yaml' }] });
    expect(headersOf(archive)).toEqual(['work/a.yaml 0 5', 'work/b 2 0 a.yaml']);
    expect(archive.length).toBe(512 * 5);
    expect(archive.subarray(-1024).every((byte) => byte === 0)).toBe(true);
    expect(text(archive.subarray(512, 517))).toBe('a: b\n');
  });

  it.each([
    { name: 'one of a length with two digits', length: 101 },
    { name: 'one whose length gets another digit by being written', length: 989 },
  ])('puts a long name into a record before the file: $name', ({ length }) => {
    const path = 'x'.repeat(length);
    const archive = archiveOf({ files: [{ path, content: new Uint8Array() }] });
    const record = /^(\d+) path=(x+)\n/.exec(text(archive.subarray(512)));
    expect(record?.[2]).toBe(path);
    expect(Number(record?.[1])).toBe(record?.[0].length);
  });

  it('has a sum over each header that reads it as spaces', () => {
    const archive = archiveOf({ links: [{ path: 'work/b', target: 'a.yaml' }] });
    const header = Buffer.from(archive.subarray(0, 512));
    const written = Number.parseInt(text(header.subarray(148, 154)), 8);
    header.fill(' ', 148, 156);
    expect(header.reduce((sum, byte) => sum + byte, 0)).toBe(written);
  });
});
