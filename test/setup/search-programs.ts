import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { isAtLeast, parseVersion } from './version-order.ts';
import type { GoModule } from './versions.ts';

export interface FoundPrograms {
  /** Program name -> path; undefined when no place has them all in a version new enough. */
  readonly paths: ReadonlyMap<string, string> | undefined;
  /** Why a place was passed over although it has some of them. */
  readonly notes: readonly string[];
}

/**
 * Looks for a module's programs in the folder KUBEBUILDER_ASSETS, on PATH, and in the cache, in this order. All of them come from
 * the first place that has them all: a controller manager must not be newer than its API server.
 */
export function searchPrograms(module: GoModule, env: NodeJS.ProcessEnv = process.env): FoundPrograms {
  const assets = env['KUBEBUILDER_ASSETS'];
  const places = [
    { name: 'KUBEBUILDER_ASSETS', folders: assets === undefined || assets === '' ? [] : [assets] },
    { name: 'PATH', folders: pathFolders(env) },
  ];
  const notes: string[] = [];
  for (const { name, folders } of places) {
    const result = searchPlace(module, folders);
    if (typeof result !== 'string') return { paths: result, notes };
    if (result !== '') notes.push(`${name}: ${result}`);
  }
  const cached = findAll(module, [cacheFolder(module, env)]);
  return { paths: cached.size === programNames(module).length ? cached : undefined, notes };
}

/** Path of an executable file with this name in the first folder that has one. */
export function findExecutable(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

export function pathFolders(env: NodeJS.ProcessEnv = process.env): string[] {
  return (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** The version that a program tells when asked for it; undefined when it cannot be run or tells none. */
function versionOf(path: string, { versionArguments = ['--version'] }: GoModule): string | undefined {
  return parseVersion(spawnSync(path, versionArguments, { encoding: 'utf8', timeout: 10_000 }).stdout ?? '');
}

/** All paths, or the reason why this place will not do ('' when it has none of the programs). */
function searchPlace(module: GoModule, folders: readonly string[]): ReadonlyMap<string, string> | string {
  const found = findAll(module, folders);
  if (found.size === 0) return '';
  const missing = programNames(module).filter((program) => !found.has(program));
  if (missing.length > 0)
    return `passed over ${[...found.keys()].join(', ')} because ${missing.join(', ')} is not there too`;
  const versions = new Set([...found.values()].map((path) => versionOf(path, module)));
  const [version] = versions;
  if (versions.size > 1) return `passed over ${[...found.keys()].join(', ')} because their versions differ`;
  if (version !== undefined && isAtLeast(version, module.oldest)) return found;
  return `passed over ${[...found.keys()].join(', ')} ${version ?? 'of unknown version'}: ${module.oldest} or newer is needed`;
}

function findAll(module: GoModule, folders: readonly string[]): Map<string, string> {
  const found = programNames(module).map((name) => [name, findExecutable(name, folders)] as const);
  return new Map(found.flatMap(([name, path]) => (path === undefined ? [] : [[name, path]])));
}

function programNames(module: GoModule): string[] {
  return Object.keys(module.programs);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
