import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { SopsDecryptor } from '#adapters/render/decryption/sops-decryptor.ts';
import { ManifestParser } from '#adapters/render/manifest-parser.ts';
import { RendererTool } from '#adapters/render/renderer-tool.ts';
import { Sandbox } from '#adapters/render/sandbox/sandbox.ts';
import type { SandboxLimits } from '#adapters/render/sandbox/sandbox-limits.ts';
import { SourceRenderer, type SourceRendererParts } from '#adapters/render/source-renderer.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import type { ChartSource } from '#flows/ports/sources/package-source.port.ts';
import type { GitSource } from '#flows/ports/sources/git-source.port.ts';
import type { ClusterCapabilities, RenderSource } from '#flows/ports/sources/renderer.port.ts';
import { findRendererPrograms, type RendererPrograms } from '../setup/binaries.ts';

interface RendererOptions extends Pick<SourceRendererParts, 'cacheBytes' | 'onRendered'> {
  /** Who sops is for key services. */
  readonly sopsEnvironment?: Readonly<Record<string, string>>;
}

/** The real renderers behind the real wall, in a temporary folder of their own. */
export class RenderingRoom {
  readonly folder = mkdtempSync(join(tmpdir(), 'nabe-rendering-'));
  readonly programs = findRendererPrograms();
  readonly parser = new ManifestParser();
  readonly sandbox: Sandbox;

  constructor(limits: Partial<SandboxLimits> = {}) {
    this.sandbox = new Sandbox({ cacheFolder: this.folder, concurrency: 2, limits });
  }

  renderer(git: GitSource, charts?: ChartSource, { sopsEnvironment, ...more }: RendererOptions = {}): SourceRenderer {
    const { sandbox, parser } = this;
    const searchPath = [...new Set(Object.values(this.programs).map(dirname))].join(delimiter);
    const tool = (name: keyof RendererPrograms) => new RendererTool(name, sandbox, searchPath);
    return new SourceRenderer({
      git,
      parser,
      helm: tool('helm'),
      kustomize: tool('kustomize'),
      decryptor: new SopsDecryptor(tool('sops'), sopsEnvironment),
      ...(charts === undefined ? {} : { charts }),
      ...more,
    });
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await this.parser.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** The Application `web` of tenant red, to be rendered from these sources. */
export function requestFor(sources: readonly RenderSource[], capabilities?: ClusterCapabilities) {
  return { sources, application: 'web', namespace: 'shop', tenant: 'red', capabilities };
}

/** One source of a repository in memory. */
export function memorySource(commit: string, source: Partial<ApplicationSource>): RenderSource {
  const repoURL = 'https://git.example/red/apps.git';
  return {
    repository: { url: repoURL },
    commit,
    source: { repoURL, targetRevision: 'main', path: '.', ...source },
    isRendered: true,
    field: 'source',
  };
}
