import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostGuard } from '#adapters/scm/hosts/host-guard.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { type LocalCertificates, makeCertificates } from '../../../fleet/git/access/local-certificates.ts';
import { LocalGitHub } from '../../../fleet/git/access/local-github.ts';
import { LocalSocks } from '../../../fleet/git/access/local-socks.ts';
import { LocalSshd } from '../../../fleet/git/access/local-sshd.ts';
import { TlsFront, type TlsFrontOptions } from '../../../fleet/git/access/tls-front.ts';
import { GitRoom, listen } from '../git-room.ts';
import { createLfsRepository, fileOf, type LfsRepository, readFiles } from './lfs-room.ts';

let room: GitRoom;
let apps: LfsRepository;
let certificates: LocalCertificates;
const closing: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  room = await GitRoom.open();
  certificates = await makeCertificates(room.cacheFolder('certificates'));
  apps = await createLfsRepository(room, 'apps');
});

afterAll(async () => {
  for (const close of closing) await close();
  await room.close();
});

async function front(options: Omit<TlsFrontOptions, 'certificates' | 'target'> = {}): Promise<TlsFront> {
  const started = await TlsFront.start({ certificates, target: apps.repository.url, ...options });
  closing.push(() => started.stop());
  return started;
}

/** Reads one file. Nothing secret may be left behind. */
async function read(cache: string, address: RepositoryAddress, allowedHosts: readonly string[] = []) {
  const source = await room.source(cache, {}, { otherHosts: new HostGuard({ policy: { allowedHosts } }) });
  const answer = await readFiles(source, { ...address, lfs: true }, [fileOf(apps.shelf.put('guarded'))]);
  await source.close();
  expect(await readdir(join(room.cacheFolder(cache), 'access'))).toEqual([]);
  return answer;
}

describe('Git LFS over HTTPS', () => {
  it('is asked with the credentials, the trust and the client certificate of its repository', async () => {
    const secured = await front({ wantsClientCertificate: true });
    const { credentials } = apps.address;
    const { client: clientCertificate, ca } = certificates;
    const address = { url: secured.urlOf(apps.repository.url), ca, clientCertificate, credentials };
    expect(await read('basic', address)).toEqual(['guarded']);
  });

  it('is shown a bearer token', async () => {
    const guarded = await front({ logins: new Map([['Bearer s3cret', apps.repository]]) });
    const credentials = { kind: 'bearer', token: 's3cret' } as const;
    expect(await read('bearer', { url: guarded.urlOf(apps.repository.url), ca: certificates.ca, credentials })).toEqual(
      ['guarded'],
    );
  });

  it('is shown the token of a GitHub App, the one that git uses', async () => {
    const github = new LocalGitHub({ appId: '7', installationId: '42' }, 3_600_000);
    const behind = await listen(github.answer);
    closing.push(behind.stop);
    const api = await TlsFront.start({ certificates, target: `http://127.0.0.1:${behind.port}` });
    closing.push(() => api.stop());
    const guarded = await front({ logins: new Map([[`Basic ${btoa('x-access-token:ghs_1')}`, apps.repository]]) });
    const app = { kind: 'github-app', appId: '7', installationId: '42', privateKey: github.privateKey } as const;
    const credentials = { ...app, apiUrl: `https://127.0.0.1:${api.port}/api/v3` };
    expect(await read('app', { url: guarded.urlOf(apps.repository.url), ca: certificates.ca, credentials })).toEqual([
      'guarded',
    ]);
    expect(github.tokens).toEqual(['ghs_1']);
  });

  it('is asked through the proxy of its repository', async () => {
    const socks = await LocalSocks.start(Number(new URL(apps.repository.url).port));
    closing.push(() => socks.stop());
    const { credentials } = apps.address;
    const url = apps.repository.url.replace(/127\.0\.0\.1:\d+/, 'git.internal:8080');
    const proxy = { url: `socks5h://${socks.host}`, noProxy: '' };
    expect(await read('socks', { url, credentials, proxy })).toEqual(['guarded']);
    expect(new Set(socks.asked)).toEqual(new Set(['git.internal:8080']));
  });

  it('is closed to those whom the repository does not let in, whatever is on disk', async () => {
    const source = await room.source('shared');
    const file = fileOf(apps.shelf.put('guarded'));
    expect(await readFiles(source, apps.address, [file])).toEqual(['guarded']);
    const stranger = { ...apps.address, credentials: { kind: 'basic', username: 'git', password: 'wrong' } as const };
    expect(await readFiles(source, stranger, [file])).toMatchObject({ kind: 'unauthorized' });
  });
});

describe('Git LFS of a repository over SSH', () => {
  it('is asked where the server says, with the header that the server says', async () => {
    const sshd = await LocalSshd.start(room.cacheFolder('sshd'));
    closing.push(() => sshd.stop());
    const { repository } = apps;
    const { host } = new URL(repository.url);
    const url = sshd.urlOf(repository.path);
    const address = {
      url,
      credentials: { kind: 'ssh', privateKey: sshd.clientKey },
      knownHosts: sshd.knownHosts,
    } as const;

    expect(await read('ssh-without', address)).toEqual({
      kind: 'not-found',
      message: `cannot read ${url}: its ssh server knows no git-lfs-authenticate for it: remove spec.lfs of the Repository, or write its url with https`,
    });
    await sshd.announceLfs({ message: 'come in' });
    expect(await read('ssh-strange', address)).toEqual({
      kind: 'unreachable',
      message: `cannot read ${url}: its server answers git-lfs-authenticate with something else than an address`,
    });
    const authorization = `Basic ${btoa(`${repository.username}:${repository.password}`)}`;
    await sshd.announceLfs({ href: `${repository.url}/info/lfs`, header: { Authorization: authorization } });
    expect(await read('ssh', address, [host])).toEqual(['guarded']);
    expect(await sshd.lfsQuestion()).toBe(`git-lfs-authenticate ${repository.path} download`);
    expect(await read('ssh-unlisted', address)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('its Git LFS leads to another host: '),
    });
    const unknown = { ...address, knownHosts: '' };
    expect(await read('ssh-unknown', unknown, [host])).toMatchObject({ kind: 'untrusted' });
  });
});
