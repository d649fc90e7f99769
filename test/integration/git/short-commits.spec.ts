import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { addressOf, GitRoom } from './git-room.ts';

let room: GitRoom;

beforeAll(async () => {
  room = await GitRoom.open();
});

afterAll(() => room.close());

async function find(source: MirrorGitSource, address: RepositoryAddress, prefix: string) {
  const refs = await source.listRefs(address);
  const found = refs.ok ? await source.findCommits(address, prefix, refs.value) : refs;
  return found.ok ? found.value : found.failure;
}

describe('finding commits by the beginning of their id', () => {
  it('looks through the whole history, without what is in it, and asks again only after a push', async () => {
    const repository = await room.server.createRepository('history');
    const noise = 'x'.repeat(100_000);
    const old = await room.server.commit('history', { files: { a: noise }, message: 'old' });
    await room.server.commit('history', { files: { a: `${noise}y` }, message: 'new' });
    const source = await room.source('history');
    const address = addressOf(repository);

    expect(await find(source, address, old.slice(0, 7))).toEqual([old]);
    expect(await find(source, address, 'fffffff')).toEqual([]);
    expect(await find(source, address, old.slice(0, 10))).toEqual([old]);
    expect(room.server.requestCounts('history').fetch).toBe(1);

    const pushed = await room.server.commit('history', { files: { b: 'b' }, message: 'pushed', branch: 'other' });
    expect(await find(source, address, pushed.slice(0, 8))).toEqual([pushed]);
    expect(room.server.requestCounts('history').fetch).toBeGreaterThan(1);

    const [name = ''] = (
      await promisify(execFile)('ls', [join(room.cacheFolder('history'), 'histories')])
    ).stdout.split('\n');
    const folder = join(room.cacheFolder('history'), 'histories', name);
    const { stdout } = await promisify(execFile)('git', ['-C', folder, 'count-objects', '-v']);
    expect(stdout).toMatch(/in-pack: 3\n/);
  });

  it('gives every commit that begins so', async () => {
    const repository = await room.server.createRepository('several');
    const ids: string[] = [];
    for (let round = 0; round < 20; round += 1)
      ids.push(await room.server.commit('several', { files: { a: `${round}` }, message: `${round}` }));
    const source = await room.source('several');
    const digit = ids[0]?.slice(0, 1) ?? '';
    expect(await find(source, addressOf(repository), digit)).toEqual(
      ids.filter((id) => id.startsWith(digit)).toSorted(),
    );
  });

  it('shows nothing to those whom the server does not let in', async () => {
    const repository = await room.server.createRepository('secret');
    const commit = await room.server.commit('secret', { files: { a: '1' }, message: 'first' });
    const source = await room.source('secret');
    const refs = new Map([['refs/heads/main', commit]]);
    expect(await source.findCommits({ url: repository.url }, commit.slice(0, 7), refs)).toMatchObject({
      ok: false,
      failure: { kind: 'unauthorized' },
    });
  });
});
