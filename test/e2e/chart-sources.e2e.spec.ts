import { afterAll, describe, expect, it } from 'vitest';
import type { Repository } from '#core/resources/repository.ts';
import { buildArchive } from '#testing/packages/build-archive.ts';
import { LocalServer, ociServer, sumOf } from '#testing/packages/package-servers.ts';
import { pathOf, readObject } from '../world/objects.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTER = 'east';
const repositories = '/apis/nabe.dev/v1alpha1/namespaces/tenant-red/repositories';

function packChart(name: string, version: string): Uint8Array {
  const object = `apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Release.Name }}"}
data: {version: "{{ .Chart.Version }}", color: {{ .Values.color }}}
`;
  return buildArchive({
    [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
    [`${name}/values.yaml`]: 'color: blue\n',
    [`${name}/templates/config.yaml`]: object,
  });
}

const indexed = new Map([['1.0.0', packChart('shop', '1.0.0')]]);
const helm = new LocalServer((path, _, response) => {
  if (path !== '/index.yaml') return response.end(indexed.get(path.slice('/shop-'.length, -'.tgz'.length)));
  const shop = [...indexed].map(([version, archive]) => {
    return { version, digest: sumOf(archive), urls: [`shop-${version}.tgz`] };
  });
  return response.end(JSON.stringify({ entries: { shop } }));
});
const tags = { '2.0.0': packChart('db', '2.0.0') };
const oci = ociServer({ tags, place: 'charts/db', login: 'me:secret' });
afterAll(async () => {
  await helm.stop();
  await oci.stop();
});

let red: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  const [helmHost, ociHost] = [await helm.start(), await oci.start()];
  await started.startHub();
  await started.startWorker();
  const sourceRepos = ['http://127.0.0.1:*/red', `http://${helmHost}`, `oci://${ociHost}/*`];
  const files = (url: string) => ({
    'appsets/red.yaml': appSets(url, `http://${helmHost}`, `${ociHost}/charts`),
    'env/east.yaml': 'color: green\n',
  });
  red = await Team.add(started, { name: 'red', files, rules: { sourceRepos } });
  await red.putSecret('oci', { username: 'me', password: 'secret', insecureOCIForceHttp: 'true' });
  const register = (name: string, spec: object) =>
    started.put(`${repositories}/${name}`, {
      apiVersion: 'nabe.dev/v1alpha1',
      kind: 'Repository',
      metadata: { namespace: 'tenant-red', name },
      spec: { interval: '1s', ...spec },
    });
  await register('stable', { type: 'helm', url: `http://${helmHost}` });
  await register('registry', { type: 'oci', url: `oci://${ociHost}/charts`, credentialsRef: { name: 'oci' } });
  await red.untilSynced(['db', 'shop']);
});

/** A chart by itself, and one with values of git whose registry is written as in Argo CD. */
function appSets(git: string, stable: string, registry: string): string {
  const set = (name: string, sources: string) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: ${name}}
spec:
  goTemplate: true
  generators: [{clusters: {}}]
  template:
    metadata: {name: ${name}}
    spec:
      ${sources}
      destination: {name: "{{ .name }}", namespace: red}
      syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}
`;
  const values = `{repoURL: ${git}, targetRevision: main, ref: values}`;
  const db = `{repoURL: "${registry}", chart: db, targetRevision: ^2, helm: {valueFiles: ["$values/env/{{ .name }}.yaml"]}}`;
  return [
    set('shop', `source: {repoURL: "${stable}", chart: shop, targetRevision: 1.x}`),
    set('db', `sources: [${db}, ${values}]`),
  ].join('---\n');
}

const dataOf = async (name: string) => (await readObject(world(), CLUSTER, pathOf('configmaps', 'red', name)))?.data;
const repository = (name: string) => world().resource<Repository>(`namespaces/tenant-red/repositories/${name}`);

describe('charts of a Helm repository and an OCI registry', () => {
  it('are applied, with the values of git, and the status tells their versions', async () => {
    expect([await dataOf('shop'), await dataOf('db')]).toEqual([
      { version: '1.0.0', color: 'blue' },
      { version: '2.0.0', color: 'green' },
    ]);
    const [shop, db] = [await red.application('shop'), await red.application('db')];
    expect([shop?.status.sync?.commit, db?.status.sync?.commit]).toEqual(['1.0.0', '2.0.0']);
    expect((await repository('stable'))?.status.refs).toMatchObject([{ revision: 'shop@1.x', version: '1.0.0' }]);
  });

  it('follow a range to a version that appears later, and nobody else is touched', async () => {
    const before = await red.application('db');
    indexed.set('1.1.0', packChart('shop', '1.1.0'));
    await world().until('shop is at 1.1.0', async () => (await dataOf('shop'))?.['version'] === '1.1.0');
    await world().until('the history says so', async () => {
      const history = (await red.application('shop'))?.status.history ?? [];
      return history.map(({ commit }) => commit).join() === '1.1.0,1.0.0';
    });
    expect((await red.application('db'))?.status).toEqual(before?.status);
  });

  it('stay while their server is away, and the Repository says since when', async () => {
    const before = await red.application('shop');
    await helm.stop();
    const ready = await world().until('the Repository is not Ready', async () => {
      const conditions = (await repository('stable'))?.status.conditions ?? [];
      return conditions.find(({ type, status }) => type === 'Ready' && status === 'False');
    });
    expect(ready.message).toContain('The commits read last stay in use and nothing is deleted');
    expect(Date.parse(ready.lastTransitionTime)).not.toBeNaN();
    expect(await dataOf('shop')).toEqual({ version: '1.1.0', color: 'blue' });
    expect((await red.application('shop'))?.status).toEqual(before?.status);
  });
});
