import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SopsDecryptor } from '#adapters/render/decryption/sops-decryptor.ts';
import { ManifestParser } from '#adapters/render/manifest-parser.ts';
import { RendererTool } from '#adapters/render/renderer-tool.ts';
import { Sandbox } from '#adapters/render/sandbox/sandbox.ts';
import { SourceRenderer } from '#adapters/render/source-renderer.ts';
import type { Renderer } from '#flows/ports/renderer.port.ts';
import type { OfflineSources } from './offline-sources.ts';

/**
 * Runs `use` with the renderer of a worker that reads folders in place of repositories; helm, kustomize and sops are looked for in
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
    const tool = (name: 'helm' | 'kustomize' | 'sops') => new RendererTool(name, sandbox, searchPath);
    const tools = { helm: tool('helm'), kustomize: tool('kustomize'), decryptor: new SopsDecryptor(tool('sops')) };
    return await use(new SourceRenderer({ git: sources, parser, ...tools }));
  } finally {
    await sandbox.close();
    await parser.close();
    await rm(cacheFolder, { recursive: true, force: true });
  }
}
