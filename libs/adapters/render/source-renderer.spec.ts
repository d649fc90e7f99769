import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemoryGit } from '#testing/sources/memory-git.ts';
import { SopsDecryptor } from './decryption/sops-decryptor.ts';
import { ManifestParser } from './manifest-parser.ts';
import { RendererTool } from './renderer-tool.ts';
import { Sandbox } from './sandbox/sandbox.ts';
import { SourceRenderer } from './source-renderer.ts';

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;

const place = (file: string, line: number, name: string) => ({
  file,
  line,
  manifest: { apiVersion: 'v1', kind: 'Pod', metadata: { name } },
});

function setUp() {
  const git = new MemoryGit();
  git.commit('one', { 'web/b.yaml': pod('b'), 'web/a.yaml': `${pod('a')}---\n${pod('c')}`, 'shop/x.yaml': pod('x') });
  git.commit('two', { 'web/b.yaml': pod('b'), 'web/a.yaml': `${pod('a')}---\n${pod('c')}`, 'shop/x.yaml': pod('y') });
  git.commit('bad', { 'web/a.yaml': 'a: [\n', 'web/b.yaml': 'kind: Pod\n' });
  const sandbox = new Sandbox({ cacheFolder: join(tmpdir(), 'nabe-never-made'), concurrency: 1 });
  const none = new RendererTool('helm', sandbox, '');
  const parser = new ManifestParser();
  const decryptor = new SopsDecryptor(none);
  const parts = { git, parser, helm: none, kustomize: none, decryptor };
  const renderer = new SourceRenderer(parts);
  const repository = { url: 'https://example.com/a.git' };
  const render = (commit: string, path: string) =>
    renderer.render({
      sources: [
        {
          repository,
          commit,
          source: { repoURL: repository.url, targetRevision: 'HEAD', path },
          isRendered: true,
          field: 'source',
        },
      ],
      application: 'web',
      namespace: 'shop',
      tenant: 'red',
    });
  return { git, render };
}

describe('SourceRenderer', () => {
  it('gives the manifests of a directory by file, then as written, with their places', async () => {
    const { render } = setUp();
    const rendered = await render('one', 'web');
    expect(rendered.ok && rendered.value.manifests).toEqual([
      place('web/a.yaml', 1, 'a'),
      place('web/a.yaml', 5, 'c'),
      place('web/b.yaml', 1, 'b'),
    ]);
  });

  it('renders once for a thousand targets, and not again for a commit that changes something else', async () => {
    const { git, render } = setUp();
    const first = await Promise.all(Array.from({ length: 1_000 }, () => render('one', 'web')));
    const second = await render('two', 'web');
    expect(git.blobReads).toBe(1);
    expect(new Set([...first, second].map((rendered) => rendered.ok && rendered.value.inputsDigest)).size).toBe(1);
    await render('two', 'shop');
    expect(git.blobReads).toBe(2);
  });

  it('names every file that is wrong', async () => {
    const { render } = setUp();
    const rendered = await render('bad', 'web');
    expect(rendered).toEqual({
      ok: false,
      failure: {
        kind: 'invalid',
        message: expect.stringMatching(
          /^web\/a\.yaml:\d+: .+; web\/b\.yaml:1: the document \(Pod\) has no apiVersion$/,
        ),
      },
    });
  });

  it('tells a path that is wrong from a repository that cannot be read', async () => {
    const { git, render } = setUp();
    expect(await render('one', 'wep')).toEqual({
      ok: false,
      failure: { kind: 'invalid', message: 'source.path "wep" does not exist in this commit' },
    });
    git.failure = { kind: 'unreachable', message: 'down' };
    expect(await render('one', 'web')).toEqual({ ok: false, failure: { kind: 'unreachable', message: 'down' } });
  });
});
