import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArchive } from '#testing/packages/build-archive.ts';
import { run } from '../../../../apps/cli/src/run.ts';
import { findRendererPrograms } from '../../../setup/binaries.ts';

const folder = mkdtempSync(join(tmpdir(), 'nabe-render-test-'));
const { helm, kustomize } = findRendererPrograms();
const url = 'https://git.example/red/apps.git';

const files: Readonly<Record<string, string>> = {
  'base/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {colour: red}\n',
  'base/kustomization.yaml': 'resources: [config.yaml]\n',
  'overlay/kustomization.yaml': 'resources: [../base]\nnamePrefix: eu-\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/values.yaml': 'replicas: 1\n',
  'chart/crds/widget.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec: {group: example.com, scope: Cluster, names: {kind: Widget, plural: widgets}, versions: [{name: v1}]}
`,
  'chart/templates/web.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}, annotations: {for: {{ .Capabilities.KubeVersion.Version }}}}
data: {replicas: "{{ .Values.replicas }}", commit: "{{ .Values.commit }}"}
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: one}
`,
  'broken/Chart.yaml': 'apiVersion: v2\nname: broken\nversion: 1.0.0\n',
  'broken/templates/a.yaml': 'a: {{ fail "no colour given" }}\n',
  'values/eu.yaml': 'replicas: 3\n',
};

beforeAll(() => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'repo', path)), { recursive: true });
    writeFileSync(join(folder, 'repo', path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function renderSources(sources: object[], ...args: string[]) {
  const file = join(folder, 'app.json');
  const spec = { sources: sources.map((source) => ({ repoURL: url, ...source })), destination: { namespace: 'shop' } };
  const metadata = { name: 'web', namespace: 'tenant-red' };
  writeFileSync(file, JSON.stringify({ apiVersion: 'nabe.dev/v1alpha1', kind: 'Application', metadata, spec }));
  let [out, error] = ['', ''];
  const code = await run(
    {
      env: { PATH: [helm, kustomize].map(dirname).join(delimiter) },
      now: () => 0,
      print: (text) => void (out += text),
      printError: (text) => void (error += text),
      colours: false,
      version: '1.2.3',
    },
    ['render', '-f', file, '--repo', `${url}=${join(folder, 'repo')}`, '-o', 'json', ...args],
  );
  return { code, out, error };
}

/** The chart of the repository as an archive of this version. */
function packWeb(version: string): Buffer {
  const own = Object.entries(files).filter(([path]) => path.startsWith('chart/'));
  const packed = own.map(([path, text]) => [
    path.replace('chart/', 'web/'),
    text.replace('version: 1.0.0', `version: ${version}`),
  ]);
  return buildArchive(Object.fromEntries(packed));
}

function marks(id: string) {
  return { labels: { 'nabe.dev/application': 'web' }, annotations: { 'nabe.dev/tracking': `red/web:${id}` } };
}

describe('nabe render with the real renderers behind the wall', () => {
  it('builds a kustomization with its bases', async () => {
    const { code, out, error } = await renderSources([{ path: 'overlay', kustomize: { nameSuffix: '-1' } }]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(JSON.parse(out)).toEqual({
      items: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'eu-web-1', namespace: 'shop', ...marks('/ConfigMap:shop/eu-web-1') },
          data: { colour: 'red' },
        },
      ],
    });
  });

  it('renders a chart with values of another source, its own kinds cluster-scoped as its CRD says', async () => {
    const helmOptions = {
      valueFiles: ['$conf/values/eu.yaml'],
      parameters: [{ name: 'commit', value: '$ARGOCD_APP_REVISION' }],
    };
    const sources = [{ path: 'chart', helm: helmOptions }, { ref: 'conf' }];
    const { code, out, error } = await renderSources(sources, '--kube-version', 'v1.31.4');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const { items }: { items: { kind: string; metadata: object; data?: object }[] } = JSON.parse(out);
    expect(items.map(({ kind }) => kind)).toEqual(['ConfigMap', 'CustomResourceDefinition', 'Widget']);
    const { labels, annotations } = marks('/ConfigMap:shop/web');
    expect(items[0]).toMatchObject({
      metadata: { name: 'web', namespace: 'shop', labels, annotations: { ...annotations, for: 'v1.31.4' } },
      data: { replicas: '3', commit: '0'.repeat(40) },
    });
    expect(items[2]?.metadata).toEqual({ name: 'one', ...marks('example.com/Widget:/one') });
  });

  it.each([
    { name: 'a folder', targetRevision: '9.9.9' },
    { name: 'the archive of the range', targetRevision: '^2' },
  ])('renders a chart of $name in place of its repository', async ({ targetRevision }) => {
    const charts = join(folder, `charts ${targetRevision}`);
    if (targetRevision === '^2') {
      mkdirSync(charts);
      for (const version of ['2.0.0', '2.1.0', '3.0.0'])
        writeFileSync(join(charts, `web-${version}.tgz`), packWeb(version));
    } else cpSync(join(folder, 'repo', 'chart'), join(charts, 'web'), { recursive: true });
    const helmOptions = { parameters: [{ name: 'commit', value: '$ARGOCD_APP_REVISION' }] };
    const source = { repoURL: 'https://charts.example/stable', chart: 'web', targetRevision, helm: helmOptions };
    const { code, out, error } = await renderSources([source], '--repo', `https://charts.example/stable=${charts}`);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const { items }: { items: { data?: object }[] } = JSON.parse(out);
    const commit = targetRevision === '^2' ? '2.1.0' : '1.0.0';
    expect(items[0]?.data).toEqual({ replicas: '1', commit });
  });

  it('says when the folder has no such chart', async () => {
    const source = { repoURL: 'https://charts.example/stable', chart: 'db', targetRevision: '1.x' };
    const repo = `https://charts.example/stable=${join(folder, 'repo')}`;
    const { code, error } = await renderSources([source], '--repo', repo);
    expect(code).toBe(1);
    expect(error).toContain('repo has neither a folder of chart db nor an archive db-1.x.tgz');
  });

  it('tells what a renderer complains of, by file and line', async () => {
    const { code, out, error } = await renderSources([{ path: 'broken' }]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(
      /^nabe: Application web: broken: helm cannot render it: .*broken\/templates\/a\.yaml:1:6.*no colour given/,
    );
  });
});
