import { describe, expect, it } from 'vitest';
import { IndexReader } from './index-reader.ts';

const chart = (name: string) => `  ${name}:\n    - {version: 1.0.0, urls: [${name}-1.0.0.tgz]}\n`;
const text = (charts: number) => {
  const names = Array.from({ length: charts }, (_, at) => chart(`chart-${at}`));
  return Buffer.from(`apiVersion: v1\nentries:\n${names.join('')}`);
};
/** As it comes from a server, cut anywhere. */
const inPieces = (content: Buffer) =>
  Array.from({ length: Math.ceil(content.length / 999) }, (_, at) => content.subarray(at * 999, (at + 1) * 999));
const wanted = new Set(['chart-7', 'gone']);
const found = {
  ok: true,
  value: new Map([['chart-7', [{ version: '1.0.0', urls: ['chart-7-1.0.0.tgz'], digest: undefined }]]]),
};

describe('IndexReader', () => {
  it.each([
    { name: 'a small index', charts: 10 },
    { name: 'a large index in a thread', charts: 3_000 },
  ])('keeps only the wanted charts of $name', async ({ charts }) => {
    expect(await new IndexReader().read(inPieces(text(charts)), wanted)).toEqual(found);
  });

  it('reads several large ones, one after the other', async () => {
    const reader = new IndexReader({ inlineBytes: 0 });
    const read = await Promise.all([reader.read(inPieces(text(20)), wanted), reader.read([Buffer.from('[]')], wanted)]);
    expect(read).toEqual([found, { ok: false, failure: 'its index.yaml is no index of charts: it has no entries' }]);
  });

  it('gives up on one that takes too long, and goes on with the next', async () => {
    const reader = new IndexReader({ inlineBytes: 1_000, deadlineMs: 1 });
    expect(await reader.read(inPieces(text(3_000)), wanted)).toEqual({
      ok: false,
      failure: 'reading its index.yaml takes too long: split the repository',
    });
    expect(await reader.read(inPieces(text(10)), wanted)).toEqual(found);
  });

  it('gives up when it is told to', async () => {
    const reader = new IndexReader({ inlineBytes: 0 });
    expect(await reader.read(inPieces(text(10)), wanted, AbortSignal.abort())).toEqual({
      ok: false,
      failure: 'reading its index.yaml was given up',
    });
  });
});
