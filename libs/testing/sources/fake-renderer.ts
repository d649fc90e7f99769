import type { PlacedManifest } from '#core/manifests/placed-manifest.ts';
import { isJsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type {
  Renderer,
  Rendering,
  RenderFailure,
  RenderRequest,
  RenderSource,
} from '#flows/ports/sources/renderer.port.ts';
import type { FakeGitSource } from './fake-git-source.ts';

/** Renders directories of JSON files, one manifest each, out of a {@link FakeGitSource}. */
export class FakeRenderer implements Renderer {
  /** Paths that were rendered. */
  readonly renders: string[] = [];
  /** Answered instead of a rendering while set. */
  failure: RenderFailure | undefined;
  /** As if what is rendered had been encrypted. */
  isConfidential = false;
  private readonly git: FakeGitSource;

  constructor(git: FakeGitSource) {
    this.git = git;
  }

  async render({ sources }: RenderRequest): Promise<Result<Rendering, RenderFailure>> {
    const manifests: PlacedManifest[] = [];
    for (const rendered of sources.filter(({ isRendered }) => isRendered)) {
      const read = this.renderOne(rendered);
      if (!read.ok) return read;
      manifests.push(...read.value.map((manifest) => ({ ...manifest, source: sources.indexOf(rendered) })));
    }
    return succeed({
      manifests,
      inputsDigest: sources.map(({ commit }) => commit).join(' '),
      isConfidential: this.isConfidential,
    });
  }

  private renderOne({ repository, commit, source }: RenderSource): Result<PlacedManifest[], RenderFailure> {
    this.renders.push(source.path);
    if (this.failure !== undefined) return fail(this.failure);
    const files = Object.entries(this.git.filesOf(repository.url, commit) ?? {});
    const own = files.filter(([path]) => path.startsWith(`${source.path}/`)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const manifests: PlacedManifest[] = [];
    for (const [file, text] of own) {
      const manifest = readManifest(text);
      if (manifest === undefined) return fail({ kind: 'invalid', message: `${file}:1: the document has no kind` });
      manifests.push({ file, line: 1, manifest });
    }
    return succeed(manifests);
  }
}

function readManifest(text: string): Manifest | undefined {
  const value: unknown = JSON.parse(text);
  return isManifest(value) ? value : undefined;
}

function isManifest(value: unknown): value is Manifest {
  return isJsonObject(value) && typeof value['kind'] === 'string' && isJsonObject(value['metadata']);
}
