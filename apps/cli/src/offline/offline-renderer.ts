import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManifestParser } from '#adapters/render/manifest-parser.ts';
import { RendererTool } from '#adapters/render/renderer-tool.ts';
import { Sandbox } from '#adapters/render/sandbox/sandbox.ts';
import { SourceRenderer } from '#adapters/render/source-renderer.ts';
import type { Renderer } from '#flows/ports/renderer.port.ts';
import type { OfflineSources } from './offline-sources.ts';

/**
 * Runs `use` with the renderer of a worker that reads folders in place of repositories; helm and kustomize are looked for in
 * `searchPath`. Nothing of it is left afterwards.
 */
export async function withOfflineRenderer<T>(
  sources: OfflineSources,
  searchPath: string,
  use: (renderer: Renderer) => Promise<T>,
): Promise<T> {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'nabe-render-'));
  const sandbox = new Sandbox({ cacheFolder, concurrency: 1 });
  const parser = new ManifestParser();
  try {
    const tool = (name: string) => new RendererTool(name, sandbox, searchPath);
    return await use(new SourceRenderer({ git: sources, parser, helm: tool('helm'), kustomize: tool('kustomize') }));
  } finally {
    await sandbox.close();
    await parser.close();
    await rm(cacheFolder, { recursive: true, force: true });
  }
}
