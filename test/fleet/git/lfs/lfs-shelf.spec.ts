import { describe, expect, it } from 'vitest';
import { LfsShelf } from './lfs-shelf.ts';

const base = 'http://127.0.0.1/a.git/info/lfs';
const question = (oid: string, size: number) =>
  Buffer.from(JSON.stringify({ operation: 'download', transfers: ['basic'], objects: [{ oid, size }] }));

describe('LfsShelf', () => {
  it('says where objects are, gives them, and names those that it does not have', () => {
    const shelf = new LfsShelf();
    const pointer = shelf.put('a: 1\n');
    const oid = /sha256:(\w+)/.exec(pointer)?.[1] ?? '';
    const asked = shelf.answer('POST', 'objects/batch', base, question(oid, 5));
    expect(JSON.parse(asked.body.toString())).toEqual({
      transfer: 'basic',
      objects: [{ oid, size: 5, actions: { download: { href: `${base}/objects/${oid}` } } }],
    });
    expect(shelf.answer('GET', `objects/${oid}`, base, Buffer.alloc(0)).body.toString()).toBe('a: 1\n');
    shelf.remove(pointer);
    const gone = shelf.answer('POST', 'objects/batch', base, question(oid, 5));
    expect(JSON.parse(gone.body.toString())).toEqual({
      transfer: 'basic',
      objects: [{ oid, size: 5, error: { code: 404, message: 'Object does not exist' } }],
    });
    expect(shelf.answer('GET', `objects/${oid}`, base, Buffer.alloc(0)).status).toBe(404);
    expect(shelf.requests).toEqual([
      `batch ${oid.slice(0, 4)}`,
      `object ${oid.slice(0, 4)}`,
      `batch ${oid.slice(0, 4)}`,
      `object ${oid.slice(0, 4)}`,
    ]);
  });
});
