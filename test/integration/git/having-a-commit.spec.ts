import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, GitRoom, listen } from './git-room.ts';

let room: GitRoom;

beforeAll(async () => {
  room = await GitRoom.open();
});

afterAll(() => room.close());

const nowhere = '0123456789012345678901234567890123456789';

describe('having a commit', () => {
  it('asks the server once, and never again for what is there', async () => {
    const repository = await room.server.createRepository('once');
    const commit = await room.server.commit('once', { files: { 'a/b.yaml': 'b: 1\n' }, message: 'first' });
    const source = await room.source('once');
    const address = addressOf(repository);
    const ends = await Promise.all(Array.from({ length: 5 }, () => source.ensureCommit(address, commit)));
    expect(ends).toEqual(Array.from({ length: 5 }, () => ({ ok: true, value: undefined })));
    const before = room.server.requestCounts('once');
    expect(before.fetch).toBe(1);

    expect(await source.ensureCommit(address, commit)).toEqual({ ok: true, value: undefined });
    expect((await source.listTree(address, commit)).ok).toBe(true);

    expect(room.server.requestCounts('once')).toEqual(before);
  });

  it('finds commits that are no tip any more, and says when there is none', async () => {
    const repository = await room.server.createRepository('history');
    const old = await room.server.commit('history', { files: { a: 'old' }, message: 'old' });
    await room.server.commit('history', { files: { a: 'new' }, message: 'new' });
    const source = await room.source('history');
    const address = addressOf(repository);
    expect(await source.ensureCommit(address, old)).toEqual({ ok: true, value: undefined });
    expect(await source.ensureCommit(address, nowhere)).toEqual({
      ok: false,
      failure: {
        kind: 'not-found',
        message: `cannot read ${address.url}: it has no commit ${nowhere} on any branch or tag`,
      },
    });
  });

  it('fetches everything from a server that hands out no single commits', async () => {
    const repository = await room.server.createRepository('plain');
    const old = await room.server.commit('plain', { files: { a: 'old' }, message: 'old' });
    await room.server.commit('plain', { files: { a: 'new' }, message: 'new' });
    await room.onServer(repository, ['update-server-info']);
    const files = await listen((request, response) => {
      const path = new URL(request.url ?? '/', 'http://files').pathname.replace('/plain.git/', '');
      readFile(join(repository.path, path)).then(
        (content) => response.end(content),
        () => response.writeHead(404).end(),
      );
    });
    const source = await room.source('plain');
    const address = { url: `http://127.0.0.1:${files.port}/plain.git` };
    expect(await source.ensureCommit(address, old)).toEqual({ ok: true, value: undefined });
    const tree = await source.listTree(address, old);
    expect(tree.ok && [...tree.value].map(({ path }) => path)).toEqual(['', 'a']);
    files.stop();
  });

  it('shows a mirror to nobody whom the server has not let in', async () => {
    const repository = await room.server.createRepository('private');
    const commit = await room.server.commit('private', { files: { secret: 'x' }, message: 'first' });
    const source = await room.source('private');
    await source.ensureCommit(addressOf(repository), commit);
    const tree = await source.listTree(addressOf(repository), commit);
    const ids = tree.ok ? [...tree.value].filter(({ type }) => type === 'blob').map(({ id }) => id) : [];
    const stranger = {
      url: repository.url,
      credentials: { kind: 'basic', username: 'git', password: 'guess' } as const,
    };

    const refused = [
      await source.ensureCommit(stranger, commit),
      await source.listTree(stranger, commit),
      await source.readBlobs(stranger, ids),
    ];

    expect(refused.map((result) => !result.ok && result.failure.kind)).toEqual([
      'unauthorized',
      'unauthorized',
      'unauthorized',
    ]);
  });

  it('fetches a damaged mirror anew', async () => {
    const repository = await room.server.createRepository('damaged');
    const commit = await room.server.commit('damaged', { files: { a: '1', 'b/c': '2' }, message: 'first' });
    const before = await room.source('damaged');
    await before.ensureCommit(addressOf(repository), commit);
    await before.close();
    const packs = join(await room.mirrorFolder('damaged'), 'objects', 'pack');
    for (const name of await readdir(packs)) {
      const content = await readFile(join(packs, name));
      await rm(join(packs, name));
      await writeFile(join(packs, name), content.fill(7, Math.floor(content.length / 2)));
    }
    const after = await room.source('damaged');
    const tree = await after.listTree(addressOf(repository), commit);
    expect(tree.ok && [...tree.value].map(({ path }) => path)).toEqual(['', 'a', 'b', 'b/c']);
  });

  it('refuses a repository that is larger than the limit, and leaves nothing of it', async () => {
    const repository = await room.server.createRepository('large');
    const noise = Array.from({ length: 40_000 }, (_, index) => Math.sin(index).toString(36)).join('');
    const commit = await room.server.commit('large', { files: { noise }, message: 'first' });
    const source = await room.source('large', { mirrorBytes: 50_000 });
    expect(await source.ensureCommit(addressOf(repository), commit)).toEqual({
      ok: false,
      failure: {
        kind: 'refused',
        message: `cannot read ${repository.url}: what has to be fetched takes more than the limit of 50000 bytes`,
      },
    });
    expect(await readdir(join(room.cacheFolder('large'), 'mirrors'))).toEqual([]);
  });

  it('ends a fetch that never ends, with all of git, and leaves nothing of it', async () => {
    const repository = await room.server.createRepository('endless');
    const commit = await room.server.commit('endless', { files: { 'a.yaml': 'a: 1\n' }, message: 'first' });
    const source = await room.source('endless', { fetchDeadlineMs: 1_000 });
    await source.listRefs(addressOf(repository));
    room.server.keepSilent('endless', 'fetch');
    expect(await source.ensureCommit(addressOf(repository), commit)).toEqual({
      ok: false,
      failure: {
        kind: 'unreachable',
        message: `cannot read ${repository.url}: its server did not finish its answer in time`,
      },
    });
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
    expect(stdout.split('\n').filter((line) => line.includes(repository.url))).toEqual([]);
  });

  it('makes room for a commit that fits only without those before it', async () => {
    const repository = await room.server.createRepository('growing');
    const source = await room.source('growing', { mirrorBytes: 60_000 });
    for (let round = 1; round <= 3; round += 1) {
      const noise = Array.from({ length: 3_000 }, (_, index) => Math.sin(index + round).toString(36)).join('');
      const commit = await room.server.commit('growing', { files: { noise }, message: `${round}` });
      expect(await source.ensureCommit(addressOf(repository), commit)).toEqual({ ok: true, value: undefined });
    }
    const packs = await readdir(join(await room.mirrorFolder('growing'), 'objects', 'pack'));
    expect(packs.filter((name) => name.endsWith('.pack'))).toHaveLength(1);
  });

  it('starts a mirror afresh when many fetches have piled up, without losing anyone', async () => {
    const repository = await room.server.createRepository('piled');
    const source = await room.source('piled', { mirrorPacks: 3 });
    for (let round = 1; round <= 5; round += 1) {
      const commit = await room.server.commit('piled', { files: { a: `${round}` }, message: `${round}` });
      expect(await source.ensureCommit(addressOf(repository), commit)).toEqual({ ok: true, value: undefined });
    }
    const packs = await readdir(join(await room.mirrorFolder('piled'), 'objects', 'pack'));
    expect(packs.filter((name) => name.endsWith('.pack'))).toHaveLength(2);
  });

  it.each([
    {
      name: 'another transport',
      url: 'git://example.com/a.git',
      why: 'its address must start with https://, http:// or ssh://',
    },
    { name: 'a local path', url: 'file:///etc', why: 'its address must start with https://, http:// or ssh://' },
    { name: 'a helper program', url: 'ext::sh', why: 'its address must start with https://, http:// or ssh://' },
    { name: 'an option for ssh', url: 'ssh://-oProxyCommand=id/a.git', why: 'its host name holds characters' },
    {
      name: 'credentials in the address',
      url: 'https://me:secret@example.com/a.git',
      why: 'its address contains credentials',
    },
  ])('refuses $name before anything is started', async ({ url, why }) => {
    const source = await room.source('addresses');
    const ensured = await source.ensureCommit({ url }, nowhere);
    expect(ensured).toEqual({ ok: false, failure: { kind: 'not-found', message: expect.stringContaining(why) } });
    expect(JSON.stringify(ensured)).not.toContain('secret');
  });

  it('refuses what is no object id', async () => {
    const source = await room.source('addresses');
    expect(await source.ensureCommit({ url: 'https://example.com/a.git' }, '--upload-pack=x')).toEqual({
      ok: false,
      failure: { kind: 'not-found', message: '"--upload-pack=x" is not a full git object id' },
    });
  });
});
