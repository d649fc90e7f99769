import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import type { GitFailure, GitSource, RepositoryAddress, TreeEntry } from '#flows/ports/git-source.port.ts';
import { ManifestParser } from './manifest-parser.ts';
import { DirectoryRenderer } from './render-directory.ts';

/** A repository in memory: files by commit. Counts what is read. */
class MemoryGit implements GitSource {
  failure: GitFailure | undefined;
  blobReads = 0;
  readonly #trees = new Map<string, TreeEntry[]>();
  readonly #blobs = new Map<string, Uint8Array>();

  commit(id: string, files: Record<string, string>): void {
    const entries = new Map<string, TreeEntry>([
      ['', { path: '', type: 'tree', id: digest(JSON.stringify(files)), size: 0 }],
    ]);
    for (const [path, text] of Object.entries(files)) {
      const [directory = ''] = path.split('/');
      const inside = Object.entries(files).filter(([other]) => other.startsWith(`${directory}/`));
      entries.set(directory, { path: directory, type: 'tree', id: digest(JSON.stringify(inside)), size: 0 });
      entries.set(path, { path, type: 'blob', id: digest(text), size: text.length });
      this.#blobs.set(digest(text), Buffer.from(text));
    }
    this.#trees.set(id, [...entries.values()]);
  }

  listRefs = () => Promise.reject(new Error('rendering lists no refs'));
  ensureCommit = () => Promise.resolve(succeed(undefined));

  listTree(_repository: RepositoryAddress, commit: string) {
    const tree = this.#trees.get(commit);
    if (this.failure !== undefined) return Promise.resolve(fail(this.failure));
    return Promise.resolve(
      tree === undefined ? fail({ kind: 'not-found' as const, message: 'no such commit' }) : succeed(tree),
    );
  }

  readBlobs(_repository: RepositoryAddress, ids: readonly string[]) {
    this.blobReads += 1;
    return Promise.resolve(succeed(new Map(ids.map((id) => [id, this.#blobs.get(id) ?? Buffer.from('')]))));
  }
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

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
  const renderer = new DirectoryRenderer(git, new ManifestParser());
  const repository = { url: 'https://example.com/a.git' };
  const render = (commit: string, path: string) =>
    renderer.render({ repository, commit, source: { repoURL: repository.url, targetRevision: 'HEAD', path } });
  return { git, render };
}

describe('DirectoryRenderer', () => {
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
