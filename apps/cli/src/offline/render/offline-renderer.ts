import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageRepositories } from '#adapters/packages/package-repositories.ts';
import { SopsDecryptor } from '#adapters/render/decryption/sops-decryptor.ts';
import { ManifestParser } from '#adapters/render/manifest-parser.ts';
import { RendererTool } from '#adapters/render/renderer-tool.ts';
import { Sandbox } from '#adapters/render/sandbox/sandbox.ts';
import { SourceRenderer } from '#adapters/render/source-renderer.ts';
import { isIdentityVariable } from '#core/decryption/identity-variables.ts';
import type { Renderer } from '#flows/ports/sources/renderer.port.ts';
import { OfflineSources } from './offline-sources.ts';

export interface OfflineTools {
  readonly renderer: Renderer;
  readonly sources: OfflineSources;
}

export interface OfflineToolOptions {
  /** By the address of the repository. */
  readonly folders: ReadonlyMap<string, string>;
  /** Whether charts and artifacts that no folder stands for are fetched from their servers. */
  readonly fetch: boolean;
  /** PATH, where helm, kustomize and sops are looked for, and the proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs `use` with the renderer of a worker that reads folders in place of repositories. Nothing of it is left afterwards. */
export async function withOfflineRenderer<T>(
  { folders, fetch, env }: OfflineToolOptions,
  use: (tools: OfflineTools) => Promise<T>,
): Promise<T> {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'nabe-render-'));
  const sandbox = new Sandbox({ cacheFolder, concurrency: 1 });
  const parser = new ManifestParser();
  const sources = new OfflineSources({
    folders,
    checkoutFolder: cacheFolder,
    network: fetch ? openNetwork(cacheFolder, env) : undefined,
  });
  try {
    const tool = (name: 'helm' | 'kustomize' | 'sops') => new RendererTool(name, sandbox, env['PATH'] ?? '');
    const tools = {
      helm: tool('helm'),
      kustomize: tool('kustomize'),
      decryptor: new SopsDecryptor(tool('sops'), identityOf(env)),
    };
    const renderer = new SourceRenderer({ git: sources, charts: sources, parser, ...tools });
    return await use({ renderer, sources });
  } finally {
    await sandbox.close();
    await parser.close();
    await rm(cacheFolder, { recursive: true, force: true });
  }
}

/** Who the user is for cloud services; asked only for keys that were given. */
function identityOf(env: OfflineToolOptions['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value && isIdentityVariable(name) ? [[name, value] as const] : [])),
  );
}

/** Servers of charts, reached without credentials. */
function openNetwork(cacheFolder: string, env: OfflineToolOptions['env']): PackageRepositories {
  const { HTTP_PROXY: httpProxy = '', HTTPS_PROXY: httpsProxy = '', NO_PROXY: noProxy = '' } = env;
  return new PackageRepositories({
    cacheFolder: join(cacheFolder, 'packages'),
    proxies: { httpProxy, httpsProxy, noProxy },
  });
}
