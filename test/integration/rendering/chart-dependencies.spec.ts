import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChartRegistries } from '#adapters/charts/chart-registries.ts';
import { TenantCharts } from '#flows/charts/tenant-charts.ts';
import { RepositoryCredentials } from '#flows/repositories/repository-credentials.ts';
import { LocalServer, ociServer, sumOf } from '#testing/charts/chart-servers.ts';
import { FakeControlPlane } from '#testing/fake-control-plane.ts';
import { MemoryGit } from '#testing/memory-git.ts';
import { buildRepository, buildTenant } from '#testing/resource-builders.ts';
import { memorySource, RenderingRoom, requestFor } from '../rendering-room.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const room = new RenderingRoom();
const folder = mkdtempSync(join(tmpdir(), 'nabe-charts-'));
const servers: LocalServer[] = [];
const controlPlane = new FakeControlPlane();
let helmUrl: string;
let ociUrl: string;

/** A chart `web` whose only object tells its version, as `helm package` packs it. */
function packChart(version: string): Uint8Array {
  const chart = join(folder, version, 'web');
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: web\nversion: ${version}\n`);
  const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-{{ .Chart.Version }}}\n';
  writeFileSync(join(chart, 'templates', 'web.yaml'), object);
  execFileSync(room.programs.helm, ['package', chart, '--destination', folder], { env: { HOME: folder } });
  return readFileSync(join(folder, `web-${version}.tgz`));
}

beforeAll(async () => {
  const charts = Object.fromEntries(['1.0.0', '1.1.0', '2.0.0'].map((version) => [version, packChart(version)]));
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
  controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceRepos: ['*'] } }));
  controlPlane.views.Repository.put(buildRepository('red', 'helm', { spec: { url: helmUrl, type: 'helm' } }));
  const spec = { url: ociUrl, type: 'oci', credentialsRef: { name: 'oci' } };
  controlPlane.views.Repository.put(buildRepository('red', 'oci', { spec }));
  controlPlane.secrets.set('tenant-red/oci', { username: 'me', password: 'secret', insecureOCIForceHttp: 'true' });
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  await room.close();
  rmSync(folder, { recursive: true });
});

async function renderDependingOn(repository: string, files: Readonly<Record<string, string>> = {}) {
  const git = new MemoryGit();
  const dependencies = JSON.stringify([{ name: 'web', version: '1.x', repository }]);
  const chart = `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies: ${dependencies}\n`;
  git.commit(commit, { 'shop/Chart.yaml': chart, ...files });
  const proxies = { httpProxy: '', httpsProxy: '', noProxy: '' };
  const credentials = new RepositoryCredentials(controlPlane);
  const charts = new TenantCharts({ controlPlane, credentials, registry: new ChartRegistries(proxies) });
  const capabilities = { kubeVersion: undefined, apiVersions: [] };
  const request = requestFor([memorySource(commit, { path: 'shop' })], capabilities);
  const rendered = await room.renderer(git, charts).render(request);
  return rendered.ok ? rendered.value.manifests.map(({ manifest }) => manifest.metadata.name) : rendered.failure;
}

describe('the dependencies of a chart in git', () => {
  it('come from a Helm repository', async () => {
    expect(await renderDependingOn(helmUrl)).toEqual(['web-1.1.0']);
  });

  it('come from an OCI registry that wants a token', async () => {
    expect(await renderDependingOn(ociUrl)).toEqual(['web-1.1.0']);
  });

  it('are those of the lock file', async () => {
    const lock = `dependencies:\n- {name: web, version: 1.0.0, repository: "${helmUrl}"}\n`;
    expect(await renderDependingOn(helmUrl, { 'shop/Chart.lock': lock })).toEqual(['web-1.0.0']);
  });

  it('are refused where the lock file does not fit', async () => {
    const lock = `dependencies:\n- {name: web, version: 2.0.0, repository: "${helmUrl}"}\n`;
    expect(await renderDependingOn(helmUrl, { 'shop/Chart.lock': lock })).toEqual({
      kind: 'invalid',
      message:
        'shop/Chart.yaml: the lock file has no version of web that fits 1.x: run helm dependency update, and commit it',
    });
  });
});
