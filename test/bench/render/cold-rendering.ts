import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SYNC_CONCURRENCY } from '#adapters/config/env.schema.ts';
import { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { RenderedOnce, SourceRenderer } from '#adapters/render/source-renderer.ts';
import { forEachAtOnce } from '#flows/loops/for-each-at-once.ts';
import type { RenderSource } from '#flows/ports/sources/renderer.port.ts';
import { MemoryGit } from '#testing/sources/memory-git.ts';
import { findBinaries } from '../../setup/binaries.ts';
import { LocalGit } from '../../fleet/git/local-git.ts';
import { memorySource, RenderingRoom } from '../../integration/rendering-room.ts';
import type { Figure } from '../figures.ts';
import { watchProcess } from '../process-watch.ts';
import { APPLICATIONS, nameOf, repositoryFiles } from './push-repository.ts';
import { chartFiles, kustomizationFiles } from './service-files.ts';

const never = new AbortController().signal;
const commit = '0123456789abcdef0123456789abcdef01234567';

/** The worker's rendering alone, in this process: 1,000 different sources from a git server, and 1,000 targets that share theirs. */
export async function measureColdRendering(): Promise<Figure[]> {
  const room = new RenderingRoom();
  try {
    return [...(await measureCold(room)), ...(await measureShared(room))];
  } finally {
    await room.close();
  }
}

/** From an empty cache folder: the fetch is part of it. */
async function measureCold(room: RenderingRoom): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nabe-bench-'));
  const server = await LocalGit.start({ binary: findBinaries().git, folder: join(folder, 'served') });
  const environment = { PATH: process.env['PATH'] ?? '' };
  const git = await MirrorGitSource.open({ cacheFolder: join(folder, 'cache'), environment });
  try {
    const { url, username, password } = await server.createRepository('apps');
    const pushed = await server.commit('apps', { files: repositoryFiles(url), message: 'Start' });
    const repository = { url, credentials: { kind: 'basic' as const, username, password } };
    const count = new RenderingCount();
    const renderer = room.renderer(git, undefined, { onRendered: count.note });
    const { value: seconds, use } = await watchProcess(() =>
      renderAll(renderer, (number) => ({ ...memorySource(pushed, { path: `apps/${nameOf(number)}` }), repository })),
    );
    return [
      { name: `${APPLICATIONS} plain sources, cold`, value: seconds, unit: 's', goal: { atMost: 5 } },
      { name: 'renderings of them', value: count.made, unit: 'renderings' },
      { name: 'memory above idle', value: use.memoryMegabytes, unit: 'MB', goal: { atMost: 300 } },
      { name: 'longest block of the event loop', value: use.longestBlockMs, unit: 'ms' },
    ];
  } finally {
    await git.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measureShared(room: RenderingRoom): Promise<Figure[]> {
  const git = new MemoryGit();
  git.commit(commit, { ...chartFiles, ...kustomizationFiles, ...repositoryFiles('https://git.example/red/apps.git') });
  const sources = {
    'a plain source': { path: `apps/${nameOf(1)}` },
    'a chart': { path: 'shop', helm: { releaseName: 'shop' } },
    'a kustomization': { path: 'overlays/prod' },
  };
  const figures: Figure[] = [];
  for (const [name, source] of Object.entries(sources)) {
    const count = new RenderingCount();
    const renderer = room.renderer(git, undefined, { onRendered: count.note });
    await renderAll(renderer, () => memorySource(commit, source));
    const goal = { atMost: 1 };
    figures.push({
      name: `renderings of ${name} for ${APPLICATIONS} targets`,
      value: count.made,
      unit: 'renderings',
      goal,
    });
  }
  return figures;
}

/** Renders for every Application; answers how many seconds that took. */
async function renderAll(renderer: SourceRenderer, sourceOf: (number: number) => RenderSource): Promise<number> {
  const startedAt = performance.now();
  const numbers = Array.from({ length: APPLICATIONS }, (_, number) => number);
  await forEachAtOnce(numbers, DEFAULT_SYNC_CONCURRENCY, never, async (number) => {
    const request = { application: nameOf(number), namespace: 'shop', tenant: 'red', sources: [sourceOf(number)] };
    const rendered = await renderer.render(request);
    if (!rendered.ok) throw new Error(rendered.failure.message);
    if (rendered.value.manifests.length === 0) throw new Error('nothing was rendered');
  });
  return (performance.now() - startedAt) / 1000;
}

/** Counts what was really rendered. */
class RenderingCount {
  made = 0;
  readonly note = ({ ok }: RenderedOnce) => {
    if (!ok) throw new Error('a source could not be rendered');
    this.made += 1;
  };
}
