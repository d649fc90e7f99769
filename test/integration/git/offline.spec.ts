import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { addressOf, GitRoom } from './git-room.ts';

let room: GitRoom;

beforeAll(async () => {
  room = await GitRoom.open();
});

afterAll(() => room.close());

async function read(source: MirrorGitSource, address: RepositoryAddress, commit: string) {
  const tree = await source.listTree(address, commit);
  if (!tree.ok) return tree.failure.kind;
  const ids = [...tree.value].filter(({ type }) => type === 'blob').map(({ id }) => id);
  const blobs = await source.readBlobs(address, ids);
  return blobs.ok ? [...blobs.value.values()].map((blob) => Buffer.from(blob).toString()) : blobs.failure.kind;
}

describe('while the server is away', () => {
  it('reads on from the mirror, also in a process that starts meanwhile, for those whom the server let in before', async () => {
    const repository = await room.server.createRepository('away');
    const commit = await room.server.commit('away', { files: { 'a.yaml': 'a: 1\n' }, message: 'first' });
    const address = addressOf(repository);
    const before = await room.source('away');
    expect(await read(before, address, commit)).toEqual(['a: 1\n']);

    await room.server.stop();
    expect(await read(before, address, commit)).toEqual(['a: 1\n']);
    expect(await before.listRefs(address)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
    await before.close();

    const after = await room.source('away');
    expect(await read(after, address, commit)).toEqual(['a: 1\n']);
    expect(await read(after, { url: repository.url }, commit)).toBe('unreachable');
    await after.close();

    await room.server.start();
    room.server.changeUser('away', { username: 'git', password: 'another' });
    const refused = await room.source('away');
    expect(await refused.listRefs(address)).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } });
    await refused.close();
    const later = await room.source('away');
    expect(await read(later, address, commit)).toBe('unauthorized');
  });
});
