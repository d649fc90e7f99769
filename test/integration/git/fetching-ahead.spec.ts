import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, GitRoom } from './git-room.ts';

let room: GitRoom;
const never = new AbortController().signal;

beforeAll(async () => {
  room = await GitRoom.open();
});

afterAll(() => room.close());

/** A mirror that holds the first commit of a repository, while the server has a second one. */
async function openBehind(name: string) {
  const repository = await room.server.createRepository(name);
  const address = addressOf(repository);
  const first = await room.server.commit(name, { files: { a: 'one' }, message: 'first' });
  const source = await room.source(name);
  await source.ensureCommit(address, first);
  const second = await room.server.commit(name, { files: { a: 'two' }, message: 'second' });
  return { address, source, second, requests: () => room.server.requestCounts(name).fetch };
}

describe('fetching refs ahead', () => {
  it('brings what branches mean now, so that nothing is asked for their commits', async () => {
    const { address, source, second, requests } = await openBehind('ahead');
    await source.fetchRefs(address, ['HEAD', 'refs/heads/main'], never);
    expect([await source.holds(address, second), requests()]).toEqual([true, 2]);
    expect([await source.ensureCommit(address, second), requests()]).toEqual([{ ok: true, value: undefined }, 2]);
  });

  it('makes those wait who ask for the commit meanwhile', async () => {
    const { address, source, second, requests } = await openBehind('meanwhile');
    const [, ensured] = await Promise.all([
      source.fetchRefs(address, ['refs/heads/main'], never),
      source.ensureCommit(address, second),
    ]);
    expect([ensured, requests()]).toEqual([{ ok: true, value: undefined }, 2]);
  });

  it('says nothing of a ref that is not there, and the commit is fetched as ever', async () => {
    const { address, source, second } = await openBehind('gone');
    await source.fetchRefs(address, ['refs/heads/gone'], never);
    expect(await source.holds(address, second)).toBe(false);
    expect(await source.ensureCommit(address, second)).toEqual({ ok: true, value: undefined });
  });

  it('fetches nothing of a repository that has no mirror here', async () => {
    const repository = await room.server.createRepository('unused');
    await room.server.commit('unused', { files: { a: 'one' }, message: 'first' });
    const source = await room.source('unused');
    await source.fetchRefs(addressOf(repository), ['refs/heads/main'], never);
    expect(room.server.requestCounts('unused').fetch).toBe(0);
  });
});
