import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArchive } from '#testing/packages/build-archive.ts';
import { chartLayer, LocalServer, ociServer, sumOf } from '#testing/packages/package-servers.ts';
import { ChartRoom, GIT_URL } from './chart-room.ts';

const room = new ChartRoom();
const servers: LocalServer[] = [];
const login = { username: 'me', password: 'secret' };
const plain = { insecureOCIForceHttp: 'true' };

afterAll(async () => {
  for (const server of servers) await server.stop();
  await room.close();
});

async function start(server: LocalServer): Promise<string> {
  servers.push(server);
  return await server.start();
}

describe('a chart of a Helm repository', () => {
  const charts = new Map<string, Uint8Array>();
  /** What the index says of an archive that is another one. */
  const lies = new Map<string, string>();
  const server = new LocalServer((path, { headers }, response) => {
    if (headers.authorization === undefined) return response.writeHead(401).end();
    if (path !== '/index.yaml') return response.end(charts.get(path.slice('/web-'.length, -'.tgz'.length)));
    const versions = [...charts].map(([version, content]) => {
      return `  - {version: ${version}, digest: ${lies.get(version) ?? sumOf(content)}, urls: [web-${version}.tgz]}\n`;
    });
    return response.end(`apiVersion: v1\nentries:\n  web:\n${versions.join('')}`);
  });
  let url: string;

  beforeAll(async () => {
    url = `http://${await start(server)}`;
    room.register('stable', { url, type: 'helm' }, login);
    charts.set('1.0.0', room.pack('web', '1.0.0'));
    const extra = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-{{ .Release.Namespace }}"}\n';
    const more = { 'values-eu.yaml': 'colour: blue\n', 'templates/extra.yaml': extra };
    charts.set('1.1.0', room.pack('web', '1.1.0', more));
  });

  it('is rendered as the bare Helm renders its archive', async () => {
    const archive = `${room.folder}/web-1.1.0.tgz`;
    const bare = execFileSync(room.rendering.programs.helm, ['template', 'web', archive, '--namespace', 'shop'], {
      env: { HOME: room.folder },
    });
    const names = [...String(bare).matchAll(/name: "?([^"}\s]+)/g)].map(([, name]) => name);
    expect(await room.render({ repoURL: url, chart: 'web', targetRevision: '^1' })).toEqual(names);
  });

  it('takes values of its own files, of git, and of the Application', async () => {
    room.push({ 'values/eu.yaml': 'colour: green\n' });
    const values = { repoURL: GIT_URL, targetRevision: 'main', ref: 'values' };
    const chart = { repoURL: url, chart: 'web', targetRevision: '1.1.0' };
    const withOptions = (helm: object) => room.render({ ...chart, helm }, values);
    expect(await withOptions({ valueFiles: ['values-eu.yaml'] })).toContain('web-1.1.0-blue');
    expect(await withOptions({ valueFiles: ['values-eu.yaml', '$values/values/eu.yaml'] })).toContain(
      'web-1.1.0-green',
    );
    const parameters = [{ name: 'colour', value: '$ARGOCD_APP_REVISION' }];
    expect(await withOptions({ parameters })).toContain('web-1.1.0-1.1.0');
  });

  it('is the newest of the range once there is one', async () => {
    const source = { repoURL: url, chart: 'web', targetRevision: '~1.2' };
    expect(await room.render(source)).toMatchObject({
      reason: 'RevisionUnresolved',
      message: expect.stringContaining(`${url} has no revision web@~1.2`),
    });
    charts.set('1.2.0', room.pack('web', '1.2.0'));
    expect(await room.render(source)).toEqual(['web-1.2.0-red']);
  });

  it('is refused where its archive is not the one of the index', async () => {
    charts.set('3.0.0', room.pack('web', '3.0.0'));
    lies.set('3.0.0', sumOf('another'));
    await room.render({ repoURL: url, chart: 'web', targetRevision: '3.0.0' });
    expect(room.condition('stable', 'RevisionsResolved')).toMatchObject({
      reason: 'CommitRefused',
      message:
        'Refused: revision web@3.0.0: chart web 3.0.0 is not what its repository says: its SHA-256 differs. What was deployed before stays.',
    });
  });

  it('is rendered from disk while its server is away, and the Repository says since when', async () => {
    const source = { repoURL: url, chart: 'web', targetRevision: '1.0.0' };
    expect(await room.render(source)).toEqual(['web-1.0.0-red']);
    await server.stop();
    room.restart();
    expect(await room.render(source)).toEqual(['web-1.0.0-red']);
    expect(room.condition('stable', 'Ready')).toMatchObject({ status: 'False', reason: 'Unreachable' });
  });
});

describe('a chart of an OCI registry', () => {
  it('is found without a scheme, as Argo CD writes it, with a token', async () => {
    const tags = { '1.0.0': room.pack('db', '1.0.0'), '1.1.0_b1': room.pack('db', '1.1.0+b1') };
    const host = await start(ociServer({ tags, place: 'charts/db', login: 'me:secret' }));
    room.register('registry', { url: `oci://${host}/charts`, type: 'oci' }, { ...login, ...plain });
    const source = { repoURL: `${host}/charts`, chart: 'db', targetRevision: '1.x' };
    expect(await room.render(source)).toEqual(['db-1.1.0+b1-red']);
  });
});

describe('an artifact of an OCI registry', () => {
  const fluxType = 'application/vnd.cncf.flux.content.v1.tar+gzip';
  const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
  const tree = buildArchive({
    'plain/a.yaml': config('a'),
    'overlay/kustomization.yaml': 'resources: [../base]\nnamePrefix: eu-\n',
    'base/kustomization.yaml': 'resources: [b.yaml]\n',
    'base/b.yaml': config('b'),
    'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'chart/templates/c.yaml': config('{{ .Release.Name }}'),
  });

  it.each([
    { what: 'plain files', path: 'plain', mediaType: layerType, names: ['a'] },
    { what: 'a kustomization', path: 'overlay', mediaType: fluxType, names: ['eu-b'] },
    { what: 'a chart', path: 'chart', mediaType: fluxType, names: ['web'] },
  ])('is rendered as $what, by tag and by digest', async ({ path, mediaType, names }) => {
    const host = await start(ociServer({ tags: { v1: tree }, place: 'trees/web', mediaType }));
    const repoURL = `oci://${host}/trees/web`;
    room.register('trees', { url: repoURL, type: 'oci' }, plain);
    expect(await room.render({ repoURL, path, targetRevision: 'v1' })).toEqual(names);
    const inputs = await room.assess([{ repoURL, path, targetRevision: 'v1' }]);
    expect(inputs.commit).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await room.render({ repoURL, path, targetRevision: inputs.commit })).toEqual(names);
  });

  it.each([
    {
      name: 'an artifact of another kind',
      mediaType: 'application/vnd.example',
      archive: tree,
      said: 'is no artifact',
    },
    {
      name: 'a path that climbs',
      mediaType: layerType,
      archive: buildArchive({ '../../etc/a.yaml': 'a' }),
      said: 'holds "../../etc/a.yaml", which climbs through the tree',
    },
    { name: 'what is no archive', mediaType: layerType, archive: Buffer.from('no'), said: 'is cut off' },
  ])('is refused for $name', async ({ mediaType, archive, said }) => {
    const host = await start(ociServer({ tags: { v1: archive }, place: 'trees/web', mediaType }));
    const repoURL = `oci://${host}/trees/web`;
    room.register('hostile', { url: repoURL, type: 'oci' }, plain);
    await room.render({ repoURL, targetRevision: 'v1' });
    expect(room.condition('hostile', 'RevisionsResolved')?.message).toContain(said);
  });

  it('is taken for a chart where it is one, as Argo CD takes it', async () => {
    const tags = { '1.0.0': room.pack('web', '1.0.5') };
    const host = await start(ociServer({ tags, place: 'charts/web', mediaType: chartLayer }));
    const repoURL = `oci://${host}/charts/web`;
    room.register('chart', { url: repoURL, type: 'oci' }, plain);
    expect(await room.render({ repoURL, path: '.', targetRevision: '1.0.0' })).toEqual(['web-1.0.5-red']);
  });
});
