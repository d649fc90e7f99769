import { readdir, readFile } from 'node:fs/promises';
import { type IncomingMessage, request as startRequest, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { type LocalCertificates, makeCertificates } from '../../fleet/git/access/local-certificates.ts';
import { LocalGitHub } from '../../fleet/git/access/local-github.ts';
import { LocalSocks } from '../../fleet/git/access/local-socks.ts';
import { LocalSshd, makeSshKey } from '../../fleet/git/access/local-sshd.ts';
import { TlsFront, type TlsFrontOptions } from '../../fleet/git/access/tls-front.ts';
import type { LocalRepository } from '../../fleet/git/local-git.ts';
import { GitRoom, listen } from './git-room.ts';

let room: GitRoom;
let certificates: LocalCertificates;
let repository: LocalRepository;
let commit: string;
const closing: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  room = await GitRoom.open();
  certificates = await makeCertificates(room.cacheFolder('certificates'));
  repository = await room.server.createRepository('guarded');
  commit = await room.server.commit('guarded', { files: { 'a.yaml': 'a: 1\n' }, message: 'first' });
});

afterAll(async () => {
  for (const close of closing) await close();
  await room.close();
});

async function front(options: Omit<TlsFrontOptions, 'certificates' | 'target'> = {}): Promise<TlsFront> {
  const started = await TlsFront.start({ certificates, target: repository.url, ...options });
  closing.push(() => started.stop());
  return started;
}

/** Lists, fetches and reads; answers the paths, or the failure. Nothing secret may be left behind. */
async function read(cache: string, address: RepositoryAddress) {
  const source = await room.source(cache);
  const listed = await source.listRefs(address);
  const tree = listed.ok ? await source.listTree(address, commit) : listed;
  await source.close();
  expect(await readdir(join(room.cacheFolder(cache), 'access'))).toEqual([]);
  return tree.ok ? [...tree.value].map(({ path }) => path) : tree.failure;
}

/** Sends a request on, and its answer back. */
function passOn(request: IncomingMessage, response: ServerResponse, target: URL): void {
  const { method, headers } = request;
  const onward = startRequest(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onward);
}

const paths = ['', 'a.yaml'];
const basic = () => ({ kind: 'basic', username: repository.username, password: repository.password }) as const;

describe('reading over HTTPS', () => {
  it('trusts a certificate authority that it is told of, and no unknown one', async () => {
    const { port } = await front();
    const url = `https://127.0.0.1:${port}/guarded.git`;
    expect(await read('ca', { url, ca: certificates.ca, credentials: basic() })).toEqual(paths);
    expect(await read('no-ca', { url, credentials: basic() })).toEqual({
      kind: 'untrusted',
      message: `cannot read ${url}: its server's TLS certificate is not trusted`,
    });
    expect(await read('insecure', { url, isInsecure: true, credentials: basic() })).toEqual(paths);
  });

  it('shows a client certificate to a server that wants one', async () => {
    const secured = await front({ wantsClientCertificate: true });
    const address = { url: secured.urlOf(repository.url), ca: certificates.ca, credentials: basic() };
    expect(await read('client', { ...address, clientCertificate: certificates.client })).toEqual(paths);
    // The server hangs up, and when it does decides how git words it.
    expect(await read('no-client', address)).toMatchObject({
      kind: expect.stringMatching(/^un(?:reachable|authorized)$/),
    });
  });

  it('sends a bearer token', async () => {
    const guarded = await front({ logins: new Map([['Bearer s3cret', repository]]) });
    const address = { url: guarded.urlOf(repository.url), ca: certificates.ca };
    expect(await read('bearer', { ...address, credentials: { kind: 'bearer', token: 's3cret' } })).toEqual(paths);
    const refused = await read('wrong-bearer', { ...address, credentials: { kind: 'bearer', token: 'wr0ng' } });
    expect(refused).toMatchObject({ kind: 'unauthorized' });
    expect(JSON.stringify(refused)).not.toContain('wr0ng');
  });

  it('shows a password unasked to a server that hides what it holds', async () => {
    const header = `Basic ${btoa(`${repository.username}:${repository.password}`)}`;
    const silent = await front({ logins: new Map([[header, repository]]), isSilent: true });
    const address = { url: silent.urlOf(repository.url), ca: certificates.ca };
    expect(await read('asked', { ...address, credentials: basic() })).toMatchObject({ kind: 'not-found' });
    expect(await read('unasked', { ...address, credentials: { ...basic(), isUnasked: true } })).toEqual(paths);
  });

  it('shows a password unasked to a server that has taken it before, and asks anew when that does not work any more', async () => {
    const shown: boolean[] = [];
    let hasMoved = false;
    const gate = await listen((request, response) => {
      const path = request.url ?? '';
      shown.push(request.headers.authorization !== undefined);
      if (hasMoved && path.startsWith('/old/'))
        response.writeHead(302, { location: `http://127.0.0.1:${gate.port}${path.slice(4)}` }).end();
      else passOn(request, response, new URL(path.replace('/old/', '/'), repository.url));
    });
    const source = await room.source('welcomed');
    const address = { url: `http://127.0.0.1:${gate.port}/old/guarded.git`, credentials: basic() };
    expect((await source.listRefs(address)).ok).toBe(true);
    expect(shown).toContain(false);

    shown.length = 0;
    expect((await source.listRefs(address)).ok).toBe(true);
    expect(shown).not.toContain(false);

    hasMoved = true;
    expect(await source.listRefs(address)).toMatchObject({ ok: true });
    gate.stop();
    await source.close();
  });

  it('follows no redirect with a token in its header', async () => {
    const seen: (string | undefined)[] = [];
    const thief = await listen((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    const moved = await listen((request, response) => {
      response.writeHead(302, { location: `http://localhost:${thief.port}${request.url}` }).end();
    });
    const url = `http://127.0.0.1:${moved.port}/a.git`;
    expect(await read('moved', { url, credentials: { kind: 'bearer', token: 's3cret' } })).toEqual({
      kind: 'unreachable',
      message: `cannot read ${url}: its server redirects elsewhere: write the address it leads to`,
    });
    expect(seen).toEqual([]);
    thief.stop();
    moved.stop();
  });

  it('goes through a proxy, and past it where told to', async () => {
    const seen: string[] = [];
    const proxy = await listen((request, response) => {
      const { 'proxy-authorization': login } = request.headers;
      seen.push(`${request.url} ${login}`);
      response.writeHead(login === undefined ? 407 : 502, { 'proxy-authenticate': 'Basic realm="proxy"' }).end();
    });
    const proxied = (noProxy: string) => ({
      url: repository.url,
      credentials: basic(),
      proxy: { url: `http://me:s3cret@127.0.0.1:${proxy.port}`, noProxy },
    });
    expect(await read('proxied', proxied(''))).toMatchObject({ kind: 'unreachable' });
    const asked = `${repository.url}/info/refs?service=git-upload-pack`;
    expect(seen).toEqual([`${asked} undefined`, `${asked} Basic ${btoa('me:s3cret')}`]);
    expect(await read('past', proxied('127.0.0.1'))).toEqual(paths);
    proxy.stop();
  });
});

describe('reading through a SOCKS proxy', () => {
  it('leaves it to the proxy to look up names', async () => {
    const socks = await LocalSocks.start(Number(new URL(repository.url).port));
    closing.push(() => socks.stop());
    const url = repository.url.replace(/127\.0\.0\.1:\d+/, 'git.internal:8080');
    const proxy = { url: `socks5h://${socks.host}`, noProxy: '' };
    expect(await read('socks', { url, credentials: basic(), proxy })).toEqual(paths);
    expect(new Set(socks.asked)).toEqual(new Set(['git.internal:8080']));
  });
});

describe('reading as a GitHub App', () => {
  it('asks for a token once and logs in with it, and again before it ends', async () => {
    const short = new LocalGitHub({ appId: '7', installationId: '42' }, 60_000);
    const long = new LocalGitHub({ appId: '7', installationId: '42' }, 3_600_000);
    for (const { github, asked } of [
      { github: long, asked: 1 },
      // Shorter than the time before its end at which a token is renewed: asked for with every command.
      { github: short, asked: 2 },
    ]) {
      const behind = await listen(github.answer);
      const api = await TlsFront.start({ certificates, target: `http://127.0.0.1:${behind.port}` });
      const logins = new Map(
        ['ghs_1', 'ghs_2'].map((token) => [`Basic ${btoa(`x-access-token:${token}`)}`, repository]),
      );
      const git = await front({ logins });
      const app = { kind: 'github-app', appId: '7', installationId: '42', privateKey: github.privateKey } as const;
      const credentials = { ...app, apiUrl: `https://127.0.0.1:${api.port}/api/v3` };
      const address = { url: git.urlOf(repository.url), ca: certificates.ca, credentials };
      expect(await read(`app-${asked}`, address)).toEqual(paths);
      expect(github.tokens).toHaveLength(asked);
      const stranger = { ...credentials, installationId: '43' };
      expect(await read(`app-stranger-${asked}`, { ...address, credentials: stranger })).toEqual({
        kind: 'unauthorized',
        message: `cannot read ${address.url}: GitHub App 7 has no installation 43: its owner has to correct it`,
      });
      await api.stop();
      behind.stop();
    }
  });
});

describe('reading over SSH', () => {
  it('logs in with a key at a server whose host key is known', async () => {
    const sshd = await LocalSshd.start(room.cacheFolder('sshd'));
    closing.push(() => sshd.stop());
    const url = sshd.urlOf(repository.path);
    const credentials = { kind: 'ssh', privateKey: sshd.clientKey } as const;
    expect(await read('ssh', { url, credentials, knownHosts: sshd.knownHosts })).toEqual(paths);

    expect(await read('ssh-unknown', { url, credentials, knownHosts: '' })).toEqual({
      kind: 'untrusted',
      message: `cannot read ${url}: its server's host key is not among the known hosts`,
    });
    const other = await makeSshKey(join(room.cacheFolder('sshd'), 'other'));
    const [host] = sshd.knownHosts.split(' ');
    expect(await read('ssh-changed', { url, credentials, knownHosts: `${host} ${other}` })).toEqual({
      kind: 'untrusted',
      message: `cannot read ${url}: its server shows another host key than the known hosts say`,
    });
    expect(await read('ssh-insecure', { url, credentials, isInsecure: true })).toEqual(paths);

    const stranger = await readFile(join(room.cacheFolder('sshd'), 'other'), 'utf8');
    const known = { url, knownHosts: sshd.knownHosts };
    expect(await read('ssh-stranger', { ...known, credentials: { kind: 'ssh', privateKey: stranger } })).toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('the server refuses the credentials'),
    });
    const broken = '-----BEGIN OPENSSH PRIVATE KEY-----\nnothing\n-----END OPENSSH PRIVATE KEY-----\n';
    expect(await read('ssh-broken', { ...known, credentials: { kind: 'ssh', privateKey: broken } })).toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('sshPrivateKey is no key that ssh can read'),
    });
    expect(await read('ssh-absent', { ...known, url: `${url}-absent`, credentials })).toMatchObject({
      kind: 'not-found',
    });
  });
});
