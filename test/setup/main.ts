import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findMissingParts, type MissingParts, type WantedParts } from './binaries.ts';
import { buildWithGo, whyNotBuildable } from './build-with-go.ts';
import { cacheRoot } from './cache-folder.ts';
import { fleetPackages, installPackages, testPackages, whyNotInstallable } from './distribution-packages.ts';
import { withLock } from './lock.ts';
import { formatElapsed, Progress } from './progress.ts';
import { fleetModules, rendererModules } from './versions.ts';

/** Longer than the slowest measured build from nothing (15 minutes on two cores). */
const lockDeadlineMs = 60 * 60_000;

const forDemo: WantedParts = { modules: fleetModules, packages: fleetPackages };
/** The tests render with Helm, Kustomize and SOPS too, and log in with SSH; the demo starts without waiting for that. */
const forTests: WantedParts = {
  modules: [...fleetModules, ...rendererModules],
  packages: [...fleetPackages, ...testPackages],
};

/** Makes sure that all of this is on the machine: finds it, or builds or installs it. */
async function setUp(wanted: WantedParts): Promise<void> {
  if (process.platform !== 'linux')
    throw new Error('The demo and the tests run on Linux only; use a Linux machine or a container');
  if (isComplete(findMissingParts(wanted))) return say('everything is there', performance.now());
  const path = join(makeCacheRoot(), 'setup.lock');
  const onWait = (holder: number) => say(`waiting for another set-up (process ${holder}) …`);
  // Looked for again under the lock: the other set-up has most likely done it all.
  await withLock({ path, deadlineMs: lockDeadlineMs, onWait }, async () => complete(wanted));
  say('done', performance.now());
}

async function complete(wanted: WantedParts): Promise<void> {
  const { modules, packages, notes } = findMissingParts(wanted);
  for (const note of notes) say(note);
  const [firstModule] = modules;
  const obstacles = [
    packages.length === 0 ? undefined : whyNotInstallable(packages),
    firstModule === undefined ? undefined : whyNotBuildable(firstModule),
  ].filter((obstacle) => obstacle !== undefined);
  if (obstacles.length > 0) throw new Error(obstacles.join('\n'));

  const progress = new Progress(modules.length + (packages.length > 0 ? 1 : 0));
  if (packages.length > 0) {
    await progress.run(`installing ${packages.join(', ')}`, () => installPackages(packages));
  }
  for (const module of modules) {
    const what = `building ${module.title} ${module.version} (about ${module.minutes} min from nothing)`;
    await progress.run(what, () => buildWithGo(module));
  }
  const left = findMissingParts(wanted);
  if (!isComplete(left)) {
    const names = [...left.packages, ...left.modules.map(({ name }) => name)].join(', ');
    throw new Error(`Still missing after installing and building: ${names}`);
  }
}

function makeCacheRoot(): string {
  const folder = cacheRoot();
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot use the cache folder (${reason}): set XDG_CACHE_HOME to a folder that you may write to`, {
      cause,
    });
  }
}

function isComplete({ modules, packages }: MissingParts): boolean {
  return modules.length === 0 && packages.length === 0;
}

/** `elapsedMs` since the start of the process. */
function say(text: string, elapsedMs?: number): void {
  const elapsed =
    elapsedMs === undefined
      ? ''
      : ` (${elapsedMs < 10_000 ? `${(elapsedMs / 1000).toFixed(1)} s` : formatElapsed(elapsedMs)})`;
  process.stderr.write(`set-up: ${text}${elapsed}\n`);
}

try {
  await setUp(process.argv.includes('--tests') ? forTests : forDemo);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
