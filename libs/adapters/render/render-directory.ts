import { createHash } from 'node:crypto';
import { digestRenderInputs } from '#core/manifests/inputs-digest.ts';
import { describeProblem } from '#core/manifests/placed-manifest.ts';
import { type SelectedFile, type SelectedSource, selectFiles } from '#core/manifests/select-files.ts';
import { SourceTree } from '#core/manifests/source/source-tree.ts';
import { listBriefly } from '#core/model/list-briefly.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, GitSource, RepositoryAddress, TreeEntry } from '#flows/ports/git-source.port.ts';
import type { Renderer, RenderFailure, Rendering, RenderRequest } from '#flows/ports/renderer.port.ts';
import type { ManifestParser } from './manifest-parser.ts';
import type { RawFile } from './parse-files.ts';
import { RenderingCache, type Weighed } from './rendering-cache.ts';

/** Room for rendered manifests in memory. Raise it with the number of different sources one worker renders. Unit: bytes. */
const defaultCacheBytes = 128_000_000;

/** Parsed manifests take about this many times the bytes of their files. */
const memoryPerFileByte = 8;

/** A link target is a path; the kernel allows no longer one. */
const longestLinkBytes = 4_096;

/** Renders directories of plain YAML and JSON: files chosen by core, read from git, parsed once for all targets that share them. */
export class DirectoryRenderer implements Renderer {
  readonly #git: GitSource;
  readonly #parser: ManifestParser;
  readonly #cache: RenderingCache<Result<Rendering, RenderFailure>>;
  /** A commit's tree is asked for by every Application that follows it; GitSource answers the same array each time. */
  readonly #trees = new WeakMap<readonly TreeEntry[], SourceTree>();

  constructor(git: GitSource, parser: ManifestParser, cacheBytes = defaultCacheBytes) {
    this.#git = git;
    this.#parser = parser;
    this.#cache = new RenderingCache(cacheBytes);
  }

  async render(
    { repository, commit, source }: RenderRequest,
    signal?: AbortSignal,
  ): Promise<Result<Rendering, RenderFailure>> {
    const tree = await this.#readTree(repository, commit, signal);
    if (!tree.ok) return tree;
    const selected = selectFiles(tree.value, source);
    if (!selected.ok) return fail({ kind: 'invalid', message: selected.failure });
    const { treeId, path } = selected.value;
    const inputsDigest = digestRenderInputs({ treeId, path, directory: source.directory }, sha256);
    // No signal from here on: others may wait for the same rendering.
    return this.#cache.get(inputsDigest, () => this.#renderFiles(repository, selected.value, inputsDigest));
  }

  async #readTree(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<SourceTree, GitFailure>> {
    const listed = await this.#git.listTree(repository, commit, signal);
    if (!listed.ok) return listed;
    const known = this.#trees.get(listed.value);
    if (known !== undefined) return succeed(known);
    const links = listed.value
      .filter(({ type, size }) => type === 'symlink' && size <= longestLinkBytes)
      .map(({ id }) => id);
    const read =
      links.length === 0
        ? succeed(new Map<string, Uint8Array>())
        : await this.#git.readBlobs(repository, links, signal);
    if (!read.ok) return read;
    const targets = new Map([...read.value].map(([id, content]) => [id, Buffer.from(content).toString('utf8')]));
    const tree = new SourceTree(listed.value, targets);
    this.#trees.set(listed.value, tree);
    return succeed(tree);
  }

  async #renderFiles(
    repository: RepositoryAddress,
    { files }: SelectedSource,
    inputsDigest: string,
  ): Promise<Weighed<Result<Rendering, RenderFailure>>> {
    const read = await this.#git.readBlobs(
      repository,
      files.map(({ id }) => id),
    );
    if (!read.ok) return { value: read, bytes: 0, keep: false };
    const parsed = await this.#parser.parse(files.map((file) => rawFile(file, read.value)));
    const fileBytes = files.reduce((sum, { size }) => sum + size, 0);
    const bytes = 1_000 + fileBytes * memoryPerFileByte;
    // What took too much time may fit on a calmer machine: not remembered.
    if (!parsed.ok) return { value: fail({ kind: 'invalid', message: parsed.failure }), bytes, keep: false };
    const { manifests, problems } = parsed.value;
    if (problems.length === 0) return { value: succeed({ manifests, inputsDigest }), bytes, keep: true };
    const message = listBriefly(problems.map(describeProblem));
    return { value: fail({ kind: 'invalid', message }), bytes: 1_000, keep: true };
  }
}

function rawFile({ path, id }: SelectedFile, contents: ReadonlyMap<string, Uint8Array>): RawFile {
  const content = contents.get(id);
  if (content === undefined) throw new Error(`the git source answered without the blob of ${path}`);
  return { path, content };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
