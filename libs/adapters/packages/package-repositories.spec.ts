import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { buildArchive } from '#testing/packages/build-archive.ts';
import { LocalServer, manifestOf, ociServer, type OciContent, sumOf } from '#testing/packages/package-servers.ts';
import { PackageRepositories } from './package-repositories.ts';

const archive = buildArchive({ 'web/Chart.yaml': 'name: web', 'web/templates/a.yaml': 'a' });
const older = buildArchive({ 'web/Chart.yaml': 'name: web, and older' });
const me = { kind: 'basic', username: 'me', password: 'secret' } as const;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start(server: LocalServer): Promise<string> {
  ends.push(() => server.stop());
  return await server.start();
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nabe-packages-'));
  ends.push(() => rm(folder, { recursive: true }));
  return folder;
}

function open(cacheFolder: string, deadlineMs = 2_000): PackageRepositories {
  const proxies = { httpProxy: '', httpsProxy: '', noProxy: '' };
  return new PackageRepositories({ cacheFolder, proxies, deadlineMs });
}

/** Resolves one revision and fetches what it means. */
async function pull(packages: PackageRepositories, address: RepositoryAddress, revision: string) {
  const resolved = await packages.resolve(address, new Set([revision]));
  const pinned = resolved.ok ? resolved.value.get(revision) : resolved;
  if (pinned === undefined) throw new Error('no answer');
  return pinned.ok ? await packages.fetchChart({ ...address, package: pinned.value }) : pinned;
}

describe('a Helm repository', () => {
  /** Its archive lies at `archiveUrl`. */
  async function helmServer(archiveUrl: string, digest: string | undefined = sumOf(archive), tag = '"one"') {
    const server = new LocalServer((path, { headers }, response) => {
      if (path === '/charts/web-1.2.0.tgz') return response.end(archive);
      if (path === '/charts/moved.tgz') return response.writeHead(302, { location: archiveUrl }).end();
      if (path !== '/charts/index.yaml') return response.writeHead(404).end();
      if (tag !== '' && headers['if-none-match'] === tag) return response.writeHead(304).end();
      const versions = [
        { version: '2.0.0-rc.1', urls: ['gone.tgz'] },
        { version: '1.2.0', urls: [archiveUrl.startsWith('http') ? 'moved.tgz' : archiveUrl], digest },
      ];
      if (tag !== '') response.setHeader('etag', tag);
      return response.end(JSON.stringify({ entries: { web: versions } }));
    });
    return { server, url: `http://${await start(server)}/charts` };
  }

  it('is asked once for all revisions, and whether it changed after that', async () => {
    const { server, url } = await helmServer('web-1.2.0.tgz');
    const packages = open(await newFolder());
    const address = { url, credentials: me };
    const revisions = new Set(['web@1.x', 'web@*', 'web@^3', 'db@*']);
    const pinned = { ok: true, value: { chart: 'web', version: '1.2.0', digest: `sha256:${sumOf(archive)}` } };
    const missing = (what: string) => {
      return { ok: false, failure: { kind: 'not-found', message: `${url} has no chart ${what}` } };
    };
    const answers = new Map<string, object>([
      ['web@1.x', pinned],
      ['web@*', pinned],
      ['web@^3', missing('web ^3')],
      ['db@*', missing('db *')],
    ]);
    expect(await packages.resolve(address, revisions)).toEqual({ ok: true, value: answers });
    expect(await packages.resolve(address, revisions)).toEqual({ ok: true, value: answers });
    expect(server.requests).toEqual(['/charts/index.yaml as me:secret', '/charts/index.yaml as me:secret']);
  });

  it('finds the digest out where the index gives none, once for each index', async () => {
    const { server, url } = await helmServer('web-1.2.0.tgz', '', '');
    const packages = open(await newFolder());
    for (const _ of ['first', 'again']) {
      const resolved = await packages.resolve({ url }, new Set(['web@1.2.0']));
      const digest = `sha256:${sumOf(archive)}`;
      expect(resolved.ok && resolved.value.get('web@1.2.0')).toMatchObject({ ok: true, value: { digest } });
    }
    expect(server.requests).toEqual(['/charts/index.yaml', '/charts/web-1.2.0.tgz', '/charts/index.yaml']);
  });

  it.each([
    { name: 'keeps credentials from another host', passCredentials: false, asked: '/web.tgz' },
    { name: 'sends them there when it is told to', passCredentials: true, asked: '/web.tgz as me:secret' },
  ])('$name', async ({ passCredentials, asked }) => {
    const other = new LocalServer((_, __, response) => response.end(archive));
    const { url } = await helmServer(`http://${await start(other)}/web.tgz`);
    const address = { url, credentials: me, passCredentials };
    expect((await pull(open(await newFolder()), address, 'web@1.2.0')).ok).toBe(true);
    expect(other.requests).toEqual([asked]);
  });

  it('refuses an archive that is not the one of the index', async () => {
    const { url } = await helmServer('web-1.2.0.tgz', sumOf('another'));
    expect(await pull(open(await newFolder()), { url }, 'web@*')).toEqual({
      ok: false,
      failure: { kind: 'refused', message: 'chart web 1.2.0 is not what its repository says: its SHA-256 differs' },
    });
  });

  it.each([
    { status: 401, kind: 'unauthorized', said: 'does not let us read index.yaml (HTTP 401)' },
    { status: 404, kind: 'not-found', said: 'has no index.yaml' },
    { status: 503, kind: 'unreachable', said: 'answered HTTP 503 for index.yaml' },
  ])('says what HTTP $status means', async ({ status, kind, said }) => {
    const host = await start(new LocalServer((_, __, response) => response.writeHead(status).end()));
    expect(await pull(open(await newFolder()), { url: `http://${host}` }, 'web@*')).toEqual({
      ok: false,
      failure: { kind, message: `${host} ${said}` },
    });
  });

  it('gives up on a server that does not end its answer', async () => {
    const host = await start(new LocalServer((_, __, response) => response.write('{')));
    const failure = { kind: 'unreachable', message: `${host} did not finish its answer in time` };
    expect(await pull(open(await newFolder(), 100), { url: `http://${host}` }, 'web@*')).toEqual({
      ok: false,
      failure,
    });
  });
});

describe('an OCI registry', () => {
  const tags = { '1.0.0': older, '1.1.0_build': archive, '2.0.0-rc.1': older, latest: older };
  const digestOf = (content: Uint8Array) => `sha256:${sumOf(manifestOf(content))}`;

  async function registry(content: Partial<OciContent> = {}) {
    const server = ociServer({ tags, ...content });
    return { server, address: { url: `oci://${await start(server)}/charts`, isPlainHttp: true } };
  }

  it('lists the tags of a chart once for all ranges', async () => {
    const { server, address } = await registry();
    const resolved = await open(await newFolder()).resolve(address, new Set(['web@^1', 'web@*', 'web@1.0.0']));
    const newest = { ok: true, value: { chart: 'web', version: '1.1.0+build', digest: digestOf(archive) } };
    const oldest = { ok: true, value: { chart: 'web', version: '1.0.0', digest: digestOf(older) } };
    expect(resolved).toEqual({
      ok: true,
      value: new Map([
        ['web@^1', newest],
        ['web@*', newest],
        ['web@1.0.0', oldest],
      ]),
    });
    expect(server.requests.filter((path) => path.includes('/tags/'))).toEqual([
      '/v2/charts/web/tags/list?n=1000',
      '/v2/charts/web/tags/list?n=2&last=1.1.0_build',
    ]);
  });

  it('gives the archive that was pinned, whatever its tag means by now', async () => {
    const { address } = await registry({ tags: { ...tags, '1.1.0_build': older } });
    const pinned = { chart: 'web', version: '1.1.0+build', digest: digestOf(older) };
    expect(await open(await newFolder()).fetchChart({ ...address, package: pinned })).toEqual({
      ok: true,
      value: { fileName: 'web-1.1.0+build.tgz', content: older },
    });
  });

  it('fetches a token where the registry wants one', async () => {
    const { server, address } = await registry({ login: 'me:secret' });
    const packages = open(await newFolder());
    expect((await packages.resolve({ ...address, credentials: me }, new Set(['web@1.0.0']))).ok).toBe(true);
    expect(server.requests).toEqual([
      '/v2/charts/web/manifests/1.0.0',
      '/token?service=local&scope=repository%3Acharts%2Fweb%3Apull as me:secret',
      '/v2/charts/web/manifests/1.0.0 as issued',
    ]);
  });

  const forged: Partial<OciContent> = { forgedBlob: older };
  const elsewhere: Partial<OciContent> = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' };
  it.each([
    { name: 'a login that is refused', content: { login: 'you:other' }, version: '1.0.0', kind: 'unauthorized' },
    { name: 'a version that is not there', content: {}, version: '3.0.0', kind: 'not-found' },
    { name: 'a range without a version', content: {}, version: '^3', kind: 'not-found' },
    { name: 'a blob that is not the named one', content: forged, version: '1.1.0+build', kind: 'refused' },
    { name: 'an artifact in place of a chart', content: elsewhere, version: '1.0.0', kind: 'refused' },
    { name: 'a manifest that no registry has', content: {}, version: `sha256:${'0'.repeat(64)}`, kind: 'not-found' },
  ])('refuses $name', async ({ content, version, kind }) => {
    const { address } = await registry(content);
    const pulled = await pull(open(await newFolder()), { ...address, credentials: me }, `web@${version}`);
    expect(pulled).toMatchObject({ ok: false, failure: { kind } });
  });
});

describe('a package that was fetched', () => {
  const pinned = { chart: 'web', version: '1.0.0', digest: `sha256:${sumOf(manifestOf(archive))}` };

  it('is read without its server, also by the next process, and by no other login', async () => {
    const server = ociServer({ tags: { '1.0.0': archive } });
    const address = { url: `oci://${await server.start()}/charts`, isPlainHttp: true, package: pinned };
    const folder = await newFolder();
    expect(await open(folder).ensureCommit(address, pinned.digest)).toEqual({ ok: true, value: undefined });
    await server.stop();
    const next = open(folder);
    const listed = await next.listTree(address, pinned.digest);
    const entries = listed.ok ? listed.value : [];
    expect(entries.map(({ type, path }) => `${type} ${path}`)).toEqual([
      'tree ',
      'blob Chart.yaml',
      'tree templates',
      'blob templates/a.yaml',
    ]);
    const ids = entries.filter(({ type }) => type === 'blob').map(({ id }) => id);
    const texts = await next.readBlobs(address, ids);
    expect(texts.ok && [...texts.value.values()].map(String)).toEqual(['name: web', 'a']);
    const stranger = { ...address, credentials: me };
    expect(await next.ensureCommit(stranger, pinned.digest)).toMatchObject({
      ok: false,
      failure: { kind: 'unreachable' },
    });
  });
});
