import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { LfsObject, LfsTricks } from '../../../fleet/git/lfs/lfs-shelf.ts';
import { pointerTo } from '../../../fleet/git/lfs/lfs-shelf.ts';
import { GitRoom } from '../git-room.ts';
import { createLfsRepository, fileOf, type LfsRepository, readFiles } from './lfs-room.ts';

let room: GitRoom;
let git: MirrorGitSource;
let apps: LfsRepository;

beforeAll(async () => {
  room = await GitRoom.open();
  git = await room.source('refusals');
  apps = await createLfsRepository(room, 'apps');
});

afterAll(() => room.close());

let contents = 1_000;

/** A file that nobody has asked for before, of twelve bytes. */
const newFile = () => fileOf(apps.shelf.put(`content ${(contents += 1)}`), 'web/a.yaml');

/** Asks for a file of a server with these tricks. */
async function read(tricks: LfsTricks, { source = git, file = newFile() } = {}) {
  apps.shelf.tricks = tricks;
  const answer = await readFiles(source, apps.address, [file]);
  apps.shelf.tricks = {};
  if (Array.isArray(answer)) return answer;
  const { host } = new URL(apps.repository.url);
  const subject = `cannot read ${apps.repository.url}: `;
  return {
    ...answer,
    message: answer.message.replace(subject, '').replaceAll(file.oid, 'OID').replaceAll(host, 'HOST'),
  };
}

const withError = (code: number) => (objects: readonly LfsObject[]) =>
  objects.map(({ oid, size }) => ({ oid, size, error: { code, message: 'Bearer s3cret' } }));

describe('a server that does not give what its pointers promise', () => {
  it.each<{ name: string; tricks: LfsTricks; kind: string; why: string }>([
    {
      name: 'lacks the object',
      tricks: { batch: withError(404) },
      kind: 'not-found',
      why: 'its Git LFS has no web/a.yaml (oid OID): whoever committed the pointer has to push it (git lfs push --all)',
    },
    {
      name: 'says nothing about the object',
      tricks: { batch: () => [] },
      kind: 'not-found',
      why: 'its Git LFS has no web/a.yaml (oid OID): whoever committed the pointer has to push it (git lfs push --all)',
    },
    {
      name: 'refuses the object',
      tricks: { batch: withError(422) },
      kind: 'refused',
      why: 'its Git LFS does not give us web/a.yaml (oid OID) (code 422)',
    },
    {
      name: 'loses the object meanwhile',
      tricks: { object: () => ({ status: 404, body: 'gone' }) },
      kind: 'not-found',
      why: 'HOST, where its Git LFS keeps web/a.yaml (oid OID), does not have it (HTTP status 404)',
    },
    {
      name: 'refuses the credentials',
      tricks: { batch: () => ({ status: 401, body: '{}' }) },
      kind: 'unauthorized',
      why: 'its Git LFS refuses the credentials: the owner of the Repository has to renew the Secret it names',
    },
    {
      name: 'does not let these credentials in',
      tricks: { batch: () => ({ status: 403, body: '{}' }) },
      kind: 'unauthorized',
      why: 'its Git LFS does not let these credentials read',
    },
    {
      name: 'does not let these credentials have the object',
      tricks: { object: () => ({ status: 403, body: 'no' }) },
      kind: 'unauthorized',
      why: 'its Git LFS does not let these credentials read',
    },
    {
      name: 'finds the question too large',
      tricks: { batch: () => ({ status: 413, body: '{}' }) },
      kind: 'refused',
      why: 'its Git LFS takes no question of this size (HTTP status 413)',
    },
    {
      name: 'is asked too often',
      tricks: { batch: () => ({ status: 429, body: '{}' }) },
      kind: 'unreachable',
      why: 'its Git LFS is asked too often (HTTP status 429)',
    },
    {
      name: 'has no storage left',
      tricks: { batch: () => ({ status: 507, body: '{}' }) },
      kind: 'unreachable',
      why: 'its Git LFS has used up its storage or bandwidth (HTTP status 507): whoever runs or pays for the server has to act',
    },
    {
      name: 'fails',
      tricks: { object: () => ({ status: 500, body: 'oops' }) },
      kind: 'unreachable',
      why: 'HOST, where its Git LFS keeps web/a.yaml (oid OID), answers with HTTP status 500',
    },
    {
      name: 'answers with a page',
      tricks: { batch: () => ({ body: '<html>Sign in</html>' }) },
      kind: 'unreachable',
      why: 'its Git LFS answers with something else than a list of objects',
    },
    {
      name: 'answers beyond measure',
      tricks: { batch: () => ({ body: Buffer.alloc(4_000_001, ' ') }) },
      kind: 'refused',
      why: 'its Git LFS at HOST sends more than 4000000 bytes',
    },
    {
      name: 'redirects the question',
      tricks: { batch: () => ({ status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' }) },
      kind: 'unreachable',
      why: 'its Git LFS redirects elsewhere: write the address it leads to',
    },
    {
      name: 'sends another content of the same size',
      tricks: { object: (content) => Buffer.from(content.toString().replace('content', 'CONTENT')) },
      kind: 'refused',
      why: 'what HOST sends for web/a.yaml (oid OID) has another sum than its pointer says',
    },
    {
      name: 'sends less than the pointer says',
      tricks: { object: () => Buffer.from('short') },
      kind: 'refused',
      why: 'what HOST sends for web/a.yaml (oid OID) has 5 bytes, and its pointer says 12',
    },
    {
      name: 'sends more than the pointer says',
      tricks: { object: () => Buffer.alloc(13) },
      kind: 'refused',
      why: 'what HOST sends for web/a.yaml (oid OID) has 13 bytes, and its pointer says 12',
    },
    {
      name: 'sends without end',
      tricks: { object: () => Buffer.alloc(1_000_000) },
      kind: 'refused',
      why: 'its Git LFS at HOST sends more than 64000 bytes (for web/a.yaml (oid OID))',
    },
  ])('that $name is named with file and reason', async ({ tricks, kind, why }) => {
    const file = newFile();
    expect(await read(tricks, { file })).toEqual({ kind, message: why });
    // Nothing of that was kept.
    expect(await read({}, { file })).toEqual([`content ${contents}`]);
  });

  it('names at most three of many files, and asks for none of them', async () => {
    const files = ['d', 'c', 'b', 'a'].map((name, index) => fileOf(pointerTo(String(index).repeat(64), 1), name));
    apps.shelf.requests.length = 0;
    const answer = await readFiles(git, apps.address, files);
    const oid = (index: number) => `(oid ${String(index).repeat(64)})`;
    expect(answer).toEqual({
      kind: 'not-found',
      message: `cannot read ${apps.repository.url}: its Git LFS has no a ${oid(3)}, b ${oid(2)}, c ${oid(1)}, and 1 more: whoever committed the pointer has to push it (git lfs push --all)`,
    });
    expect(apps.shelf.requests).toEqual(['batch 3333 2222 1111 0000']);
  });

  it('has no Git LFS at all', async () => {
    const plain = await room.server.createRepository('plain');
    await room.server.commit('plain', { files: { 'a.yaml': 'a: 1\n' }, message: 'Begin' });
    const { username, password, url } = plain;
    const address = { url, credentials: { kind: 'basic', username, password } as const, lfs: true };
    expect(await readFiles(git, address, [fileOf(pointerTo('0'.repeat(64), 1))])).toEqual({
      kind: 'not-found',
      message: `cannot read ${url}: its server has no Git LFS for it (HTTP status 404): remove spec.lfs of the Repository, or have Git LFS turned on`,
    });
  });

  it('is asked for many files in batches of a hundred', async () => {
    const files = Array.from({ length: 150 }, (_, index) => fileOf(apps.shelf.put(`many ${index}`), `f${index}`));
    apps.shelf.requests.length = 0;
    expect(await readFiles(git, apps.address, files)).toEqual(files.map((_, index) => `many ${index}`));
    const batches = apps.shelf.requests.filter((request) => request.startsWith('batch'));
    expect(batches.map((batch) => batch.split(' ').length - 1)).toEqual([100, 50]);
  });

  it('never answers is given up', async () => {
    const impatient = await room.source('impatient', { lfsDeadlineMs: 300 });
    expect(await read({ isSilent: true }, { source: impatient })).toEqual({
      kind: 'unreachable',
      message: 'its Git LFS at HOST did not finish its answer in time',
    });
  });

  it('never answers holds up nobody who ends', async () => {
    const ending = await room.source('ending');
    await ending.listRefs(apps.address);
    const reading = read({ isSilent: true }, { source: ending });
    await ending.close();
    expect(await reading).toMatchObject({ kind: 'unreachable' });
  });
});
