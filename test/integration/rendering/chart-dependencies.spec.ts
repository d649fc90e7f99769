import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalServer, ociServer, sumOf } from '#testing/packages/package-servers.ts';
import { ChartRoom, GIT_URL } from './chart-room.ts';

const room = new ChartRoom();
const servers: LocalServer[] = [];
let helmUrl: string;
let ociUrl: string;

beforeAll(async () => {
  const charts = Object.fromEntries(['1.0.0', '1.1.0', '2.0.0'].map((version) => [version, room.pack('web', version)]));
  const entries = Object.entries(charts).map(([version, content]) => ({
    version,
    urls: [`web-${version}.tgz`],
    digest: sumOf(content),
  }));
  const helm = new LocalServer((path, _, response) => {
    if (path === '/index.yaml') return response.end(JSON.stringify({ entries: { web: entries } }));
    return response.end(charts[path.slice('/web-'.length, -'.tgz'.length)]);
  });
  const oci = ociServer({ tags: charts, login: 'me:secret' });
  servers.push(helm, oci);
  [helmUrl, ociUrl] = [`http://${await helm.start()}`, `oci://${await oci.start()}/charts`];
  room.register('helm', { url: helmUrl, type: 'helm' });
  const secret = { username: 'me', password: 'secret', insecureOCIForceHttp: 'true' };
  room.register('oci', { url: ociUrl, type: 'oci' }, secret);
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  await room.close();
});

async function renderDependingOn(repository: string, files: Readonly<Record<string, string>> = {}) {
  const dependencies = JSON.stringify([{ name: 'web', version: '1.x', repository }]);
  const chart = `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies: ${dependencies}\n`;
  room.push({ 'shop/Chart.yaml': chart, ...files });
  return await room.render({ repoURL: GIT_URL, targetRevision: 'main', path: 'shop' });
}

describe('the dependencies of a chart in git', () => {
  it('come from a Helm repository', async () => {
    expect(await renderDependingOn(helmUrl)).toEqual(['web-1.1.0-red']);
  });

  it('come from an OCI registry that wants a token', async () => {
    expect(await renderDependingOn(ociUrl)).toEqual(['web-1.1.0-red']);
  });

  it('are those of the lock file', async () => {
    const lock = `dependencies:\n- {name: web, version: 1.0.0, repository: "${helmUrl}"}\n`;
    expect(await renderDependingOn(helmUrl, { 'shop/Chart.lock': lock })).toEqual(['web-1.0.0-red']);
  });

  it('are refused where the lock file does not fit', async () => {
    const lock = `dependencies:\n- {name: web, version: 2.0.0, repository: "${helmUrl}"}\n`;
    expect(await renderDependingOn(helmUrl, { 'shop/Chart.lock': lock })).toEqual({
      kind: 'invalid',
      message:
        'sources[0]: shop/Chart.yaml: the lock file has no version of web that fits 1.x: run helm dependency update, and commit it',
    });
  });
});
