import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { Signer } from '#core/resources/source-integrity.ts';
import { makeSshKey } from '../../fleet/git/access/local-sshd.ts';
import type { LocalRepository } from '../../fleet/git/local-git.ts';
import { addressOf, GitRoom } from './git-room.ts';

const run = promisify(execFile);

let room: GitRoom;
let repository: LocalRepository;
let source: MirrorGitSource;
let environment: NodeJS.ProcessEnv;
let tree: string;
let alice: Signer;
let bob: Signer;
let bobsKeyId: string;

/** Alice signs with SSH, Bob with GPG; Mallory has an SSH key and is on no list. */
beforeAll(async () => {
  room = await GitRoom.open();
  const folder = room.cacheFolder('people');
  await mkdir(join(folder, 'gnupg'), { recursive: true, mode: 0o700 });
  environment = { PATH: process.env['PATH'], HOME: folder, GNUPGHOME: join(folder, 'gnupg'), GIT_CONFIG_NOSYSTEM: '1' };
  alice = { name: 'alice@example.com', sshKey: (await makeSshKey(join(folder, 'alice'), 'alice')).trim() };
  await makeSshKey(join(folder, 'mallory'), 'mallory');
  await gpg('--quick-generate-key', 'Bob <bob@example.com>', 'ed25519', 'sign', 'never');
  bob = { name: 'bob@example.com', gpgKey: await gpg('--armor', '--export', 'bob@example.com') };
  bobsKeyId = /^pub:(?:[^:]*:){3}([0-9A-F]+):/m.exec(await gpg('--list-keys', '--with-colons'))?.[1] ?? '';
  repository = await room.server.createRepository('signed');
  await room.server.commit('signed', { files: { 'a.yaml': 'a: 1\n' }, message: 'first' });
  tree = await room.onServer(repository, ['rev-parse', 'main^{tree}']);
  source = await room.source('signed');
});

afterAll(async () => {
  await run('gpgconf', ['--kill', 'all'], { env: environment });
  await room.close();
});

async function gpg(...args: string[]): Promise<string> {
  const { stdout } = await run('gpg', ['--batch', '--passphrase', '', ...args], { env: environment });
  return stdout;
}

const ssh = (who: string) => ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${room.cacheFolder('people')}/${who}`];
const byBob = () => ['-c', 'user.signingKey=bob@example.com'];

async function git(...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
  const { stdout } = await run('git', ['-C', repository.path, ...identity, ...args], { env: environment });
  return stdout.trim();
}

/** A commit on `main`, signed with these settings of git; without any it is not signed. */
async function commit(message: string, settings: readonly string[] = []): Promise<string> {
  const signing = settings.length === 0 ? [] : ['-S'];
  const id = await git(...settings, 'commit-tree', ...signing, '-m', message, tree);
  await git('update-ref', 'refs/heads/main', id);
  return id;
}

async function verify(id: string, signers: readonly Signer[], tag?: string) {
  await source.listRefs(addressOf(repository));
  const verdict = await source.verifySignature(addressOf(repository), { commit: id, tag }, signers);
  expect(await readdir(join(room.cacheFolder('signed'), 'access'))).toEqual([]);
  return verdict.ok ? verdict.value : verdict.failure;
}

const bad = (why: string) => ({ kind: 'bad', why });

describe('a signed commit', () => {
  it('is good when a listed SSH key signed it', async () => {
    expect(await verify(await commit('by alice', ssh('alice')), [bob, alice])).toEqual({
      kind: 'good',
      signer: 'alice@example.com',
    });
  });

  it('is good when a listed GPG key signed it', async () => {
    expect(await verify(await commit('by bob', byBob()), [alice, bob])).toEqual({
      kind: 'good',
      signer: 'Bob <bob@example.com>',
    });
  });

  it('is refused when a stranger signed it, who is named', async () => {
    const id = await commit('by mallory', ssh('mallory'));
    expect(await verify(id, [alice, bob])).toEqual(
      bad(`commit ${id} is signed with the SSH key ${await fingerprint('mallory')}, who is not among the signers`),
    );
    const bobs = await commit('by bob alone', byBob());
    expect(await verify(bobs, [alice])).toEqual(
      bad(`commit ${bobs} is signed with the GPG key ${bobsKeyId}, who is not among the signers`),
    );
  });

  it('is refused without a signature', async () => {
    const id = await commit('unsigned');
    expect(await verify(id, [alice, bob])).toEqual(bad(`commit ${id} is not signed`));
  });

  it.each(['alice', 'bob'])('is refused when it was changed after %s had signed it', async (who) => {
    const signed = await commit('the true one', who === 'alice' ? ssh('alice') : byBob());
    const text = (await run('git', ['-C', repository.path, 'cat-file', 'commit', signed])).stdout;
    const file = join(room.cacheFolder('people'), 'forged');
    await writeFile(file, text.replace('the true one', 'the false one'));
    const forged = await git('hash-object', '-t', 'commit', '-w', file);
    await git('update-ref', 'refs/heads/main', forged);
    expect(await verify(forged, [alice, bob])).toMatchObject({
      kind: 'bad',
      why: expect.stringContaining('does not fit: it was changed after it was signed'),
    });
  });
});

describe('a signed tag', () => {
  it('vouches for the commit it points to, under its own name only', async () => {
    const id = await commit('released');
    await git(...ssh('alice'), 'tag', '-s', '-m', 'one', 'v1', id);
    await git(...byBob(), 'tag', '-s', '-m', 'two', 'v2', id);
    await git('tag', 'light', id);
    await git('tag', '-a', '-m', 'unsigned', 'plain', id);
    await git('update-ref', 'refs/tags/v3', await git('rev-parse', 'v1'));

    expect(await verify(id, [alice], 'refs/tags/v1')).toEqual({ kind: 'good', signer: 'alice@example.com' });
    expect(await verify(id, [bob], 'refs/tags/v2')).toEqual({ kind: 'good', signer: 'Bob <bob@example.com>' });
    expect(await verify(id, [alice], 'refs/tags/v2')).toEqual(
      bad(`tag v2 is signed with the GPG key ${bobsKeyId}, who is not among the signers`),
    );
    expect(await verify(id, [alice], 'refs/tags/light')).toEqual(
      bad('tag light is not annotated, so nobody has signed it'),
    );
    expect(await verify(id, [alice], 'refs/tags/plain')).toEqual(bad('tag plain is not signed'));
    expect(await verify(id, [alice], 'refs/tags/v3')).toEqual(bad('tag v3 was signed under another name, "v1"'));
    const other = await commit('another');
    expect(await verify(other, [alice], 'refs/tags/v1')).toEqual(bad('tag v1 does not point to a commit directly'));
  });
});

describe('checking signatures', () => {
  it('names a signer whose GPG key is none', async () => {
    const broken = {
      name: 'eve',
      gpgKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nnothing\n-----END PGP PUBLIC KEY BLOCK-----\n',
    };
    expect(await verify(await commit('for eve'), [broken])).toEqual({
      kind: 'unreachable',
      message: `cannot read ${repository.url}: the GPG key of signer eve cannot be read: correct sourceIntegrity`,
    });
  });
});

async function fingerprint(who: string): Promise<string> {
  const { stdout } = await run('ssh-keygen', ['-lf', join(room.cacheFolder('people'), `${who}.pub`)]);
  return stdout.split(' ')[1] ?? '';
}
