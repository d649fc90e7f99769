import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.ts';
import type { GoModule } from './versions.ts';

const missingGo =
  'Kubernetes, etcd, kwok and the renderers are built from source, which needs Go 1.26 or newer (https://go.dev/dl, or package golang-go where it is new enough). ' +
  'Or set KUBEBUILDER_ASSETS to a folder that has kube-apiserver, kube-controller-manager, kube-scheduler, etcd and kwok';

/** Why nothing can be built here, as a sentence that says what to install; undefined when Go is there and new enough. */
export function whyNotBuildable(module: GoModule): string | undefined {
  const { error, status, stderr } = spawnSync('go', ['env', 'GOVERSION'], goOptions(module));
  if (error !== undefined) return `Go is missing. ${missingGo}`;
  // An old Go refuses the version in go.mod here, unless it may fetch a newer one by itself.
  if (status !== 0) return `Go does not work: ${String(stderr).trim()}. ${missingGo}`;
  return undefined;
}

/**
 * Builds a module's programs at their pinned versions and checksums into its cache folder, which appears whole or not at all.
 * Call it under the set-up lock. Fails with the end of Go's output.
 */
export async function buildWithGo(module: GoModule): Promise<void> {
  const target = cacheFolder(module);
  removeLeftovers(target);
  const building = `${target}.building-${process.pid}`;
  mkdirSync(building, { recursive: true });
  try {
    await goBuild(module, building);
    rmSync(target, { recursive: true, force: true });
    renameSync(building, target);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

async function goBuild(module: GoModule, building: string): Promise<void> {
  const programs = Object.entries(module.programs);
  const [only, ...more] = programs;
  // Go names a program after the last part of its package; with a single one the name can be given.
  const output = only !== undefined && more.length === 0 ? join(building, only[0]) : `${building}/`;
  const flags = [
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    ['-s -w', ...module.linkerFlags].join(' '),
  ];
  const args = ['build', ...flags, '-o', output, ...programs.map(([, goPackage]) => goPackage)];
  const go = spawn('go', args, { ...goOptions(module), stdio: ['ignore', 'ignore', 'pipe'] });
  const [problems] = await Promise.all([text(go.stderr), once(go, 'close')]);
  if (go.exitCode === 0) return;
  const end = problems.trim().split('\n').slice(-15).join('\n');
  throw new Error(
    `go build of ${module.title} ${module.version} failed (${go.signalCode ?? `code ${go.exitCode}`}):\n${end}`,
  );
}

function goOptions(module: GoModule): { cwd: string; env: NodeJS.ProcessEnv } {
  const cwd = fileURLToPath(new URL(`modules/${module.folder}`, import.meta.url));
  return { cwd, env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' } };
}

/** Earlier builds that were interrupted; under the lock nobody else is building. */
function removeLeftovers(target: string): void {
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  const leftovers = readdirSync(folder).filter((name) => name.startsWith(`${basename(target)}.building`));
  for (const name of leftovers) rmSync(join(folder, name), { recursive: true, force: true });
}
