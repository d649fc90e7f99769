import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCliFixture } from '../testing/cli-fixture.ts';

const { at, write, nabe, remove } = createCliFixture();
const url = 'https://git.example.com/apps.git';
const repo = `${url}=${at('repo')}`;

function applicationText(source: string, destination = '{name: prod-eu, namespace: shop}'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: red
  destination: ${destination}
${source}
`;
}

beforeAll(() => {
  write('app.yaml', applicationText(`  source: {repoURL: '${url}', path: web}`));
  write(
    'repo/web/objects.yaml',
    `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, uid: made-up}
data: {colour: red}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader, namespace: nowhere}
rules: []
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
`,
  );
  write('repo/wrong/two.yaml', 'kind: ConfigMap\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {}\n');
  write('repo/odd/widget.yaml', 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n');
  write(
    'repo/waves/config.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: {argocd.argoproj.io/sync-wave: soon}\n',
  );
  write('repo/submodule/.git', 'gitdir: elsewhere');
  write('repo/submodule/a.yaml', 'never: read');
  mkdirSync(at('repo/.git'));
});
afterAll(remove);

describe('nabe render', () => {
  it('prints what a worker applies in its order: settled, and marked as the Application has it', async () => {
    expect(await nabe('render', '-f', at('app.yaml'), '--repo', repo)).toEqual({
      code: 0,
      error: '',
      out: `---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    nabe.dev/application: web
  annotations:
    nabe.dev/tracking: red/web:/Namespace:/shop
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
  labels:
    nabe.dev/application: web
  annotations:
    nabe.dev/tracking: red/web:/ConfigMap:shop/settings
data:
  colour: red
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
  labels:
    nabe.dev/application: web
  annotations:
    nabe.dev/tracking: red/web:rbac.authorization.k8s.io/ClusterRole:/reader
rules: []
`,
    });
  });

  it('prints one list as JSON', async () => {
    const { code, out } = await nabe('render', '-f', at('app.yaml'), '--repo', repo, '-o', 'json');
    const { items }: { items: { kind: string }[] } = JSON.parse(out);
    expect([code, items.map(({ kind }) => kind)]).toEqual([0, ['Namespace', 'ConfigMap', 'ClusterRole']]);
  });

  it('takes a folder for every spelling of the same address', async () => {
    const other = `https://GIT.example.com/apps=${at('repo')}`;
    expect((await nabe('render', '-f', at('app.yaml'), '--repo', other)).code).toBe(0);
  });

  it('prints hooks last, as git has them, and leaves out what Skip takes out of a sync', async () => {
    const named = (name: string, hook: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, annotations: {argocd.argoproj.io/hook: ${hook}}}\n`;
    const plain = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n';
    write('repo/hooks/all.yaml', [named('before', 'PreSync'), named('never', 'Skip'), plain].join('---\n'));
    write('hooks.yaml', applicationText(`  source: {repoURL: '${url}', path: hooks}`));
    const { out } = await nabe('render', '-f', at('hooks.yaml'), '--repo', repo, '-o', 'json');
    const { items }: { items: { metadata: { name: string; labels?: object } }[] } = JSON.parse(out);
    expect(items.map(({ metadata: { name, labels } }) => [name, labels])).toEqual([
      ['plain', { 'nabe.dev/application': 'web' }],
      ['before', undefined],
    ]);
  });

  it('says which kinds it has only taken for namespaced', async () => {
    write('odd.yaml', applicationText(`  source: {repoURL: '${url}', path: odd}`));
    const { code, out, error } = await nabe('render', '-f', at('odd.yaml'), '--repo', repo);
    expect([code, error]).toEqual([
      0,
      "warning: Widget.example.com is no kind of Kubernetes' own: taken to live in namespaces\n",
    ]);
    expect(out).toContain('namespace: shop');
  });

  it.each([
    {
      name: 'a repository without folder',
      source: `  source: {repoURL: 'https://git.example.com/other.git'}`,
      error: [
        'odd.yaml:7:12: spec.source.repoURL: no folder stands for "https://git.example.com/other.git": give it as --repo URL=DIR',
        'nabe: 1 problem in 1 file: correct what is listed above',
      ],
    },
    {
      name: 'a field that no worker obeys',
      source: `  sources:\n    - {repoURL: '${url}', path: web, plugin: {name: x}}`,
      error: [
        'odd.yaml:8:7: spec.sources[0]: this version cannot obey source.plugin: remove it from the Application',
        'nabe: 1 problem in 1 file: correct what is listed above',
      ],
    },
    {
      name: 'a field of a wrong type',
      source: `  source: {repoURL: '${url}', path: [web]}`,
      error: [
        'odd.yaml:7:57: spec.source.path: text expected, found a list',
        'nabe: 1 problem in 1 file: correct what is listed above',
      ],
    },
    {
      name: 'manifests with mistakes, by file and line',
      source: `  source: {repoURL: '${url}', path: wrong}`,
      error: [
        'nabe: Application web: wrong/two.yaml:1: the document (ConfigMap) has no apiVersion; wrong/two.yaml:3: the document (ConfigMap) has no metadata.name',
      ],
    },
    {
      name: 'a sync wave that is none, by file and line',
      source: `  source: {repoURL: '${url}', path: waves}`,
      error: [
        'waves/config.yaml:1: annotation argocd.argoproj.io/sync-wave must be an integer, such as "-1" or "5", not "soon"',
        'nabe: Application web cannot be applied: correct what is listed above',
      ],
    },
    {
      name: 'a path that is a submodule',
      source: `  source: {repoURL: '${url}', path: submodule, directory: {recurse: true}}`,
      error: [
        'nabe: Application web: source.path "submodule" is a submodule, which is not fetched: set spec.submodules of its Repository (for nabe render: --submodules)',
      ],
    },
  ])('refuses $name', async ({ source, error: expected }) => {
    write('odd.yaml', applicationText(source));
    const { code, out, error } = await nabe('render', '-f', at('odd.yaml'), '--repo', repo);
    expect({ code, out, error: error.trimEnd().split('\n') }).toEqual({ code: 1, out: '', error: expected });
  });

  it.each([
    { name: 'no Application', args: ['-f', at('repo/web/objects.yaml')], code: 1, said: 'there is no Application' },
    {
      name: 'a folder that is not there',
      args: ['-f', at('app.yaml'), '--repo', `${url}=/none`],
      code: 1,
      said: 'no such file',
    },
    {
      name: 'a key that is no file of a Secret',
      args: ['-f', at('app.yaml'), '--decryption-key', at('app.yaml')],
      code: 2,
      said: 'name an age key NAME.agekey, and a PGP key NAME.asc',
    },
    { name: 'a repository that is no pair', args: ['-f', at('app.yaml'), '--repo', url], code: 2, said: 'URL=DIR' },
  ])('refuses $name', async ({ args, code: expected, said }) => {
    const { code, error } = await nabe('render', ...args);
    expect(code).toBe(expected);
    expect(error).toContain(said);
  });
});
