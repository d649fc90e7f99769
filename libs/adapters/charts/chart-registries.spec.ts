import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { RepositoryAddress } from '#flows/ports/git-source.port.ts';
import { LocalServer, ociServer, type OciContent, sumOf } from '#testing/charts/chart-servers.ts';
import { ChartRegistries } from './chart-registries.ts';

const noProxies = { httpProxy: '', httpsProxy: '', noProxy: '' };
const archive = gzipSync('a chart');
const older = gzipSync('an older chart');
const me = { kind: 'basic', username: 'me', password: 'secret' } as const;

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function start(server: LocalServer): Promise<string> {
  servers.push(server);
  return await server.start();
}

function pullWith(registries = new ChartRegistries(noProxies, 2_000)) {
  return (address: RepositoryAddress, version = '', passCredentials = false) =>
    registries.pull({ address, name: 'web', version, passCredentials });
}

describe('a Helm repository', () => {
  /** Its archive lies at `archiveUrl`. */
  async function helmServer(archiveUrl: string, digest: string | undefined = sumOf(archive)) {
    const server = new LocalServer((path, { headers }, response) => {
      if (path === '/charts/web-1.2.0.tgz') return response.end(archive);
      if (path === '/charts/moved.tgz') return response.writeHead(302, { location: archiveUrl }).end();
      if (path !== '/charts/index.yaml') return response.writeHead(404).end();
      if (headers['if-none-match'] === '"one"') return response.writeHead(304).end();
      const versions = [
        { version: '2.0.0-rc.1', urls: ['gone.tgz'] },
        { version: '1.2.0', urls: [archiveUrl.startsWith('http') ? 'moved.tgz' : archiveUrl], digest },
      ];
      return response.writeHead(200, { etag: '"one"' }).end(JSON.stringify({ entries: { web: versions } }));
    });
    return { server, url: `http://${await start(server)}/charts` };
  }

  it('takes the highest version of a range, and asks for what it has only whether it changed', async () => {
    const { server, url } = await helmServer('web-1.2.0.tgz');
    const pull = pullWith();
    const expected = { ok: true, value: { fileName: 'web-1.2.0.tgz', content: archive } };
    expect(await pull({ url, credentials: me }, '1.x')).toEqual(expected);
    expect(await pull({ url, credentials: me }, '')).toEqual(expected);
    expect(server.requests).toEqual([
      '/charts/index.yaml as me:secret',
      '/charts/web-1.2.0.tgz as me:secret',
      '/charts/index.yaml as me:secret',
    ]);
  });

  it.each([
    { name: 'keeps credentials from another host', passCredentials: false, asked: '/web.tgz' },
    { name: 'sends them there when it is told to', passCredentials: true, asked: '/web.tgz as me:secret' },
  ])('$name', async ({ passCredentials, asked }) => {
    const other = new LocalServer((_, __, response) => response.end(archive));
    const { url } = await helmServer(`http://${await start(other)}/web.tgz`);
    expect((await pullWith()({ url, credentials: me }, '1.2.0', passCredentials)).ok).toBe(true);
    expect(other.requests).toEqual([asked]);
  });

  it('refuses an archive that is not the one of the index', async () => {
    const { url } = await helmServer('web-1.2.0.tgz', sumOf('another'));
    expect(await pullWith()({ url })).toEqual({
      ok: false,
      failure: { kind: 'refused', message: 'chart web 1.2.0 is not what its repository says: its SHA-256 differs' },
    });
  });

  it('names what it looked for when there is no such version', async () => {
    const { url } = await helmServer('web-1.2.0.tgz');
    const failure = { kind: 'not-found', message: `${url} has no chart web ^3` };
    expect(await pullWith()({ url }, '^3')).toEqual({ ok: false, failure });
  });

  it.each([
    { status: 401, kind: 'unauthorized', said: 'does not let us read index.yaml (HTTP 401)' },
    { status: 404, kind: 'not-found', said: 'has no index.yaml' },
    { status: 503, kind: 'unreachable', said: 'answered HTTP 503 for index.yaml' },
  ])('says what HTTP $status means', async ({ status, kind, said }) => {
    const host = await start(new LocalServer((_, __, response) => response.writeHead(status).end()));
    expect(await pullWith()({ url: `http://${host}` })).toEqual({
      ok: false,
      failure: { kind, message: `${host} ${said}` },
    });
  });

  it('gives up on a server that does not end its answer', async () => {
    const host = await start(new LocalServer((_, __, response) => response.write('{')));
    const pull = pullWith(new ChartRegistries(noProxies, 100));
    const failure = { kind: 'unreachable', message: `${host} did not finish its answer in time` };
    expect(await pull({ url: `http://${host}` })).toEqual({ ok: false, failure });
  });
});

describe('an OCI registry', () => {
  const tags = { '1.0.0': older, '1.1.0_build': archive, '2.0.0-rc.1': older, latest: older };

  async function registry(content: Partial<OciContent> = {}) {
    const server = ociServer({ tags, ...content });
    return { server, address: { url: `oci://${await start(server)}/charts`, isPlainHttp: true } };
  }

  it('takes the highest version of all pages of tags, prereleases aside', async () => {
    const { server, address } = await registry();
    expect(await pullWith()(address, '^1')).toEqual({
      ok: true,
      value: { fileName: 'web-1.1.0+build.tgz', content: archive },
    });
    expect(server.requests).toEqual([
      '/v2/charts/web/tags/list?n=1000',
      '/v2/charts/web/tags/list?n=2&last=1.1.0_build',
      '/v2/charts/web/manifests/1.1.0_build',
      `/v2/charts/web/blobs/sha256:${sumOf(archive)}`,
    ]);
  });

  it('fetches a token once where the registry wants one', async () => {
    const { server, address } = await registry({ login: 'me:secret' });
    expect((await pullWith()({ ...address, credentials: me }, '1.0.0')).ok).toBe(true);
    expect(server.requests).toEqual([
      '/v2/charts/web/manifests/1.0.0',
      '/token?service=local&scope=repository%3Acharts%2Fweb%3Apull as me:secret',
      '/v2/charts/web/manifests/1.0.0 as issued',
      `/v2/charts/web/blobs/sha256:${sumOf(older)} as issued`,
    ]);
  });

  it.each([
    { name: 'a login that is refused', content: { login: 'you:other' }, version: '1.0.0', kind: 'unauthorized' },
    { name: 'a version that is not there', content: {}, version: '3.0.0', kind: 'not-found' },
    { name: 'a range without a version', content: {}, version: '^3', kind: 'not-found' },
    {
      name: 'a blob that is not the named one',
      content: { forgedBlob: older },
      version: '1.1.0+build',
      kind: 'refused',
    },
    {
      name: 'what is no archive',
      content: { tags: { '1.0.0': Buffer.from('no') } },
      version: '1.0.0',
      kind: 'refused',
    },
    { name: 'a manifest that no registry has', content: {}, version: `sha256:${'0'.repeat(64)}`, kind: 'not-found' },
  ])('refuses $name', async ({ content, version, kind }) => {
    const { address } = await registry(content);
    expect(await pullWith()({ ...address, credentials: me }, version)).toMatchObject({ ok: false, failure: { kind } });
  });
});
