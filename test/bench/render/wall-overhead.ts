import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parseFiles } from '#adapters/render/parse-files.ts';
import type { SourceRenderer } from '#adapters/render/source-renderer.ts';
import { MemoryGit } from '#testing/sources/memory-git.ts';
import { memorySource, RenderingRoom, requestFor } from '../../integration/rendering-room.ts';
import { type Figure, median } from '../figures.ts';
import { chartFiles, kustomizationFiles } from './service-files.ts';

const ROUNDS = 31;
/** Nothing else runs while one of the two is timed: meanwhile the next wall is put up. Unit: milliseconds. */
const PAUSE_MS = 60;
const GOAL = { atMost: 15 };
const commit = '0123456789abcdef0123456789abcdef01234567';
const run = promisify(execFile);

interface Contest {
  readonly tool: 'helm' | 'kustomize';
  readonly files: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly args: readonly string[];
}

const contests: readonly Contest[] = [
  {
    tool: 'helm',
    files: chartFiles,
    folder: 'shop',
    args: ['template', '.', '--name-template', 'web', '--namespace', 'shop', '--include-crds'],
  },
  { tool: 'kustomize', files: kustomizationFiles, folder: 'overlays/prod', args: ['build', '.'] },
];

/** Renders a chart and a kustomization as a worker does and with the bare programs, in turns; both read what was printed. */
export async function measureWallOverhead(): Promise<Figure[]> {
  const room = new RenderingRoom();
  const checkout = mkdtempSync(join(tmpdir(), 'nabe-bench-'));
  try {
    const figures: Figure[] = [];
    for (const contest of contests) figures.push(...(await measure(contest, room, checkout)));
    return figures;
  } finally {
    await room.close();
    rmSync(checkout, { recursive: true });
  }
}

async function measure(contest: Contest, room: RenderingRoom, checkout: string): Promise<Figure[]> {
  const { tool, files, folder, args } = contest;
  writeAll(join(checkout, tool), files);
  const git = new MemoryGit();
  git.commit(commit, files);
  const renderer = room.renderer(git, undefined, { cacheBytes: 0 });
  const bare = () => renderBare(room.programs[tool], args, join(checkout, tool, folder));
  const ours = () => render(renderer, folder);
  await compare(bare, ours);
  const [bareMs, oursMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    bareMs.push(await timed(bare));
    oursMs.push(await timed(ours));
  }
  const overhead = (median(oursMs) / median(bareMs) - 1) * 100;
  return [
    { name: `${tool}, bare`, value: median(bareMs), unit: 'ms' },
    { name: `${tool}, behind the wall`, value: median(oursMs), unit: 'ms' },
    { name: `${tool}, overhead`, value: overhead, unit: '%', goal: GOAL },
  ];
}

/** Speed counts only where both give the same. */
async function compare(bare: () => Promise<object[]>, ours: () => Promise<object[]>): Promise<void> {
  const [expected, rendered] = [await bare(), await ours()];
  if (expected.length === 0 || JSON.stringify(expected) !== JSON.stringify(rendered))
    throw new Error('the renderer and the bare program give different objects');
}

async function timed(work: () => Promise<object[]>): Promise<number> {
  await sleep(PAUSE_MS);
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function renderBare(program: string, args: readonly string[], cwd: string): Promise<object[]> {
  const env = { PATH: process.env['PATH'], HOME: cwd };
  const { stdout } = await run(program, args, { cwd, env, maxBuffer: 50_000_000, encoding: 'buffer' });
  return parseFiles([{ path: 'bare', content: stdout }]).manifests.map(({ manifest }) => manifest);
}

async function render(renderer: SourceRenderer, path: string): Promise<object[]> {
  const rendered = await renderer.render(
    requestFor([memorySource(commit, { path })], { kubeVersion: undefined, apiVersions: [] }),
  );
  if (!rendered.ok) throw new Error(rendered.failure.message);
  return rendered.value.manifests.map(({ manifest }) => manifest);
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
