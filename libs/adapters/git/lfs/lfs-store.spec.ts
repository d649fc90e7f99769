import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LfsStore } from './lfs-store.ts';

let folder: string;
const content = (text: string) => {
  const bytes = Buffer.from(text);
  return { bytes, pointer: { oid: createHash('sha256').update(bytes).digest('hex'), size: bytes.length } };
};
const [one, two, three] = [content('one'), content('two'), content('three')];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nabe-lfs-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('LfsStore', () => {
  it('gives back what it was given, also to the next process', async () => {
    await new LfsStore(join(folder, 'new'), 100).set(one.pointer.oid, one.bytes);
    const next = new LfsStore(join(folder, 'new'), 100);
    expect(await next.get(one.pointer)).toEqual(one.bytes);
    expect(await next.get(two.pointer)).toBeUndefined();
  });

  it('gives nothing that is damaged', async () => {
    const store = new LfsStore(folder, 100);
    await store.set(one.pointer.oid, one.bytes);
    await writeFile(join(folder, one.pointer.oid), 'two');
    expect(await store.get(one.pointer)).toBeUndefined();
  });

  it('removes what was used longest ago when it holds too much', async () => {
    const store = new LfsStore(folder, 8);
    for (const [age, { pointer, bytes }] of [one, two, three].entries()) {
      await store.set(pointer.oid, bytes);
      await utimes(join(folder, pointer.oid), age, age);
    }
    await store.get(one.pointer);
    await store.makeRoom();
    expect((await readdir(folder)).toSorted()).toEqual([one.pointer.oid, three.pointer.oid].toSorted());
  });

  it('does without a disk that takes nothing', async () => {
    await writeFile(join(folder, 'file'), '');
    const store = new LfsStore(join(folder, 'file'), 100);
    await store.set(one.pointer.oid, one.bytes);
    expect(await store.get(one.pointer)).toBeUndefined();
    await store.makeRoom();
  });
});
