import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, GitRoom } from './git-room.ts';

let room: GitRoom;

beforeAll(async () => {
  room = await GitRoom.open();
});

afterAll(() => room.close());

const nowhere = '0123456789012345678901234567890123456789';

describe('reading', () => {
  it('reads a thousand blobs through one process', async () => {
    const repository = await room.server.createRepository('many');
    const files = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`d${index % 50}/f${index}`, `content ${index}\n`]),
    );
    const commit = await room.server.commit('many', { files, message: 'many' });
    const source = await room.source('many');
    const tree = await source.listTree(addressOf(repository), commit);
    const blobs = tree.ok ? [...tree.value].filter(({ type }) => type === 'blob') : [];

    const read = await source.readBlobs(
      addressOf(repository),
      blobs.map(({ id }) => id),
    );

    const contents = blobs.map(({ path, id }) => [
      path,
      read.ok && Buffer.from(read.value.get(id) ?? []).toString('utf8'),
    ]);
    expect(Object.fromEntries(contents)).toEqual(files);
  });

  it('lists links and submodules as what they are, and follows none', async () => {
    const repository = await room.server.createRepository('strange');
    const link = await room.storeBlob(repository, '/etc/passwd');
    const text = await room.storeBlob(repository, 'a: 1\n');
    const lines = [`120000 blob ${link}\tpasswd`, `160000 commit ${nowhere}\tvendor`, `100644 blob ${text}\tté\n x`];
    const commit = await room.commitTree(repository, lines);
    const source = await room.source('strange');

    const tree = await source.listTree(addressOf(repository), commit);

    expect(tree.ok && [...tree.value].map(({ path, type, size }) => ({ path, type, size }))).toEqual([
      { path: '', type: 'tree', size: 0 },
      { path: 'passwd', type: 'symlink', size: 11 },
      { path: 'té\n x', type: 'blob', size: 5 },
      { path: 'vendor', type: 'submodule', size: 0 },
    ]);
  });

  it('names a blob that is too large, and goes on reading others', async () => {
    const repository = await room.server.createRepository('huge');
    const commit = await room.server.commit('huge', {
      files: { huge: 'x'.repeat(3_000_000), small: 'y' },
      message: 'first',
    });
    const source = await room.source('huge', { blobBytes: 1_000_000 });
    const address = addressOf(repository);
    const tree = await source.listTree(address, commit);
    const idOf = (path: string) => (tree.ok && [...tree.value].find((entry) => entry.path === path)?.id) || '';
    expect(await source.readBlobs(address, [idOf('huge'), idOf('small')])).toEqual({
      ok: false,
      failure: {
        kind: 'refused',
        message: `cannot read ${address.url}: larger than 1000000 bytes: ${idOf('huge')}`,
      },
    });
    const small = await source.readBlobs(address, [idOf('small')]);
    expect(small.ok && [...small.value.values()].map((content) => Buffer.from(content).toString())).toEqual(['y']);
  });

  it('leaves no process behind when it is closed', async () => {
    const repository = await room.server.createRepository('closed');
    const commit = await room.server.commit('closed', { files: { a: '1' }, message: 'first' });
    const source = await room.source('closed');
    await source.ensureCommit(addressOf(repository), commit);
    await source.close();
    expect((await source.listRefs(addressOf(repository))).ok).toBe(false);
    const mirror = await room.mirrorFolder('closed');
    const { stdout } = await promisify(execFile)('sh', ['-c', 'ls -l /proc/[0-9]*/cwd 2>/dev/null || true']);
    expect(stdout.split('\n').filter((line) => line.includes(mirror))).toEqual([]);
  });
});
