import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RendererTool } from '#adapters/render/renderer-tool.ts';
import type { RenderSource } from '#flows/ports/sources/renderer.port.ts';
import { type MemoryFile, MemoryGit } from '#testing/sources/memory-git.ts';
import { memorySource, RenderingRoom, requestFor } from '../rendering-room.ts';
import { renderBare } from './bare-binaries.ts';
import { configMap } from './examples/example.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const room = new RenderingRoom();
const none = { kubeVersion: undefined, apiVersions: [] };

afterAll(() => room.close());

type Files = Readonly<Record<string, MemoryFile>>;

function gitWith(files: Files, values: Files = {}): MemoryGit {
  const git = new MemoryGit();
  git.commit(commit, files);
  git.commit('values', values);
  return git;
}

async function render(git: MemoryGit, sources: readonly RenderSource[], capabilities = none) {
  const rendered = await room.renderer(git).render(requestFor(sources, capabilities));
  return rendered.ok ? rendered.value.manifests : rendered.failure;
}

const settings = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  values: {{ .Values | toJson | quote }}
  kube: {{ .Capabilities.KubeVersion.Version }}
  hasTill: {{ .Capabilities.APIVersions.Has "shop.example/v1/Till" | quote }}
`;
const chart = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/templates/settings.yaml': settings,
};

describe('several sources', () => {
  it('give a chart the values of another repository, as by hand', async () => {
    const git = gitWith(chart, { 'eu/web.yaml': 'color: red\nsize: 1\n', 'eu/ca.txt': 'x, y' });
    const helm = {
      valueFiles: ['$values/eu/$ARGOCD_APP_NAME.yaml'],
      fileParameters: [{ name: 'ca', path: '$values/eu/ca.txt' }],
    };
    const rendered = await render(git, [
      { ...memorySource('values', { ref: 'values' }), isRendered: false, field: 'sources[0]' },
      { ...memorySource(commit, { path: 'web', helm }), field: 'sources[1]' },
    ]);
    const args = ['template', '.', '--values', '../values.yaml', '--set-file', 'ca=../ca.txt'];
    const byHand = { 'values.yaml': 'color: red\nsize: 1\n', 'ca.txt': 'x, y' };
    const expected = await renderBare({ ...chart, ...byHand }, [{ program: room.programs.helm, args, folder: 'web' }]);
    expect(Array.isArray(rendered) && rendered.map(({ manifest }) => manifest)).toEqual(expected);
  });

  it('are rendered in order, each by its own tool', async () => {
    const git = gitWith({
      ...chart,
      'plain/a.yaml': configMap('a'),
      'built/kustomization.yaml': 'resources: [b.yaml]\nnamePrefix: p-\n',
      'built/b.yaml': configMap('b'),
    });
    const sources = ['plain', 'web', 'built'].map((path, index) => ({
      ...memorySource(commit, { path }),
      field: `sources[${index}]`,
    }));
    const rendered = await render(git, sources);
    const places = Array.isArray(rendered)
      ? rendered.map(({ file, line, source, manifest }) => [file, line, source, manifest.metadata.name])
      : rendered;
    expect(places).toEqual([
      ['plain/a.yaml', 1, 0, 'a'],
      ['web/templates/settings.yaml (rendered)', 3, 1, 'settings'],
      ['built (kustomize build)', 1, 2, 'p-b'],
    ]);
  });
});

describe('a chart', () => {
  it('is told of the cluster that it is rendered for', async () => {
    const capabilities = { kubeVersion: 'v1.31.2', apiVersions: ['shop.example/v1', 'shop.example/v1/Till'] };
    const source = memorySource(commit, { path: 'web' });
    const rendered = await room.renderer(gitWith(chart)).render(requestFor([source], capabilities));
    expect(rendered.ok && rendered.value.manifests[0]?.manifest['data']).toEqual({
      values: '{}',
      kube: 'v1.31.2',
      hasTill: 'true',
    });
  });

  it('is rendered once for all who ask, and again for a cluster that serves something else', async () => {
    const git = gitWith(chart);
    const renderer = room.renderer(git);
    const source = memorySource(commit, { path: 'web', helm: { releaseName: 'one' } });
    const ask = (apiVersions: string[]) =>
      renderer.render(requestFor([source], { kubeVersion: undefined, apiVersions }));
    const all = await Promise.all(Array.from({ length: 1_000 }, () => ask([])));
    const first = all[0];
    expect(new Set(all.map((rendered) => rendered.ok && rendered.value.manifests)).size).toBe(1);
    const other = await ask(['shop.example/v1/Till']);
    expect(first?.ok && other.ok && other.value.inputsDigest !== first.value.inputsDigest).toBe(true);
  });

  it.each<{ name: string; files: Files; message: RegExp }>([
    {
      name: 'fails',
      files: { 'web/templates/bad.yaml': 'a: {{ required "color is needed" .Values.color }}\n' },
      message: /^web: helm cannot render it: .*web\/templates\/bad\.yaml:1:.*color is needed/,
    },
    {
      name: 'prints what is no YAML',
      files: { 'web/templates/bad.yaml': 'a: [\n' },
      message: /^web: helm cannot render it: .*web\/templates\/bad\.yaml/,
    },
    {
      name: 'prints what is no object',
      files: { 'web/templates/bad.yaml': 'apiVersion: v1\nkind: Pod\n' },
      message: /^web\/templates\/bad\.yaml \(rendered\):3: the document \(Pod\) has no metadata$/,
    },
    {
      name: 'depends on what is not there',
      files: {
        'web/Chart.yaml':
          'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{name: redis, version: 1.x, repository: "https://me:secret@charts.example"}]\n',
      },
      message:
        /^the chart depends on redis 1\.x of https:\/\/charts\.example, and no charts are fetched here: put it into web\/charts\/ with helm dependency build, and commit that$/,
    },
  ])('that $name is refused with the place', async ({ files, message }) => {
    const git = gitWith({ ...chart, ...files });
    const failure = await render(git, [memorySource(commit, { path: 'web' })]);
    expect(failure).toEqual({ kind: 'invalid', message: expect.stringMatching(message) });
    expect(JSON.stringify(failure)).not.toContain('/tree');
  });

  it('cannot read anything of the machine', async () => {
    const files = {
      'web/templates/settings.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {text: {{ .Files.Get "/etc/passwd" | quote }}, env: {{ "$HOME" | quote }}}\n',
    };
    const rendered = await render(gitWith({ ...chart, ...files }), [memorySource(commit, { path: 'web' })]);
    expect(Array.isArray(rendered) && rendered[0]?.manifest['data']).toEqual({ text: '', env: '$HOME' });
  });
});

describe('a kustomization', () => {
  it('that fails is refused with the place', async () => {
    const git = gitWith({ 'web/kustomization.yaml': 'resources: [none.yaml]\n' });
    const failure = await render(git, [memorySource(commit, { path: 'web' })]);
    expect(failure).toEqual({
      kind: 'invalid',
      message: expect.stringMatching(/^web: kustomize cannot render it: .*none\.yaml.*no such file/),
    });
    expect(JSON.stringify(failure)).not.toContain('/tree');
  });

  it('cannot read a file outside of its directories, although the sandbox has it', async () => {
    const git = gitWith({
      'web/kustomization.yaml': 'configMapGenerator: [{name: a, files: [../base/secret.txt]}]\nresources: [../base]\n',
      'base/kustomization.yaml': 'resources: []\n',
      'base/secret.txt': 'hunter2',
    });
    const failure = await render(git, [memorySource(commit, { path: 'web' })]);
    expect(failure).toEqual({ kind: 'invalid', message: expect.stringContaining('security') });
  });
});

describe('a chart that takes too much', () => {
  const limits = { memoryBytes: 300_000_000, outputBytes: 1_000_000 };
  /** A busy machine must not come to the deadline first where another limit is meant. */
  const patient = new RenderingRoom({ ...limits, deadlineMs: 60_000 });
  const hasty = new RenderingRoom({ ...limits, deadlineMs: 4_000 });
  afterAll(() => Promise.all([patient.close(), hasty.close()]));

  it.each([
    {
      name: 'time',
      room: hasty,
      template: '{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}',
      why: 'too long',
    },
    { name: 'memory', room: patient, template: '{{ repeat 1000000000 "x" }}', why: 'more memory' },
    { name: 'output', room: patient, template: 'a: {{ repeat 2000000 "x" }}', why: 'more output' },
  ])('of $name is refused, and leaves nothing behind', async ({ room: greedy, template, why }) => {
    const git = gitWith({ ...chart, 'web/templates/greedy.yaml': template });
    const source = memorySource(commit, { path: 'web', helm: { releaseName: 'greedy' } });
    const rendered = await greedy.renderer(git).render(requestFor([source], none));
    expect(rendered).toEqual({
      ok: false,
      failure: { kind: 'invalid', message: expect.stringMatching(new RegExp(`^web: rendering .*${why}.*split`)) },
    });
    expect(readdirSync(join(greedy.folder, 'sandbox'))).toEqual([]);
  });
});

describe('a worker without the wall', () => {
  it('says which program is missing, and who has to act', async () => {
    const tool = new RendererTool('helm', room.sandbox, '/nowhere');
    expect(await tool.ready()).toEqual({
      ok: false,
      failure: {
        kind: 'unavailable',
        message: 'this worker has no helm: the platform team has to put it on its PATH',
      },
    });
  });

  it('refuses a program that cannot run behind the wall instead of running it without', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nabe-tool-'));
    writeFileSync(join(folder, 'helm'), `#!/bin/sh\ntouch ${join(folder, 'was-run')}\n`);
    chmodSync(join(folder, 'helm'), 0o755);
    const ready = await new RendererTool('helm', room.sandbox, folder).ready();
    rmSync(folder, { recursive: true });
    expect(ready).toEqual({
      ok: false,
      failure: { kind: 'unavailable', message: expect.stringMatching(/^this worker cannot wall off helm \(unshare: /) },
    });
  });
});
