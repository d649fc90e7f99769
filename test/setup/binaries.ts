import { dirname } from 'node:path';
import { type DistributionPackage, findRedisServer } from './distribution-packages.ts';
import { findExecutable, pathFolders, searchPrograms } from './search-programs.ts';
import { fleetModules, type GoModule, rendererModules } from './versions.ts';

/** Paths of all programs that the local fleet runs. */
export interface Binaries {
  readonly kubeApiserver: string;
  readonly kubeControllerManager: string;
  readonly kubeScheduler: string;
  readonly etcd: string;
  readonly kwok: string;
  readonly git: string;
  readonly redisServer: string;
}

export interface MissingParts {
  readonly modules: readonly GoModule[];
  /** Names of distribution packages. */
  readonly packages: readonly string[];
  /** Why programs that are on the machine will not do. */
  readonly notes: readonly string[];
}

/** Paths of the programs that workers render with. */
export interface RendererPrograms {
  readonly helm: string;
  readonly kustomize: string;
  readonly sops: string;
}

export interface WantedParts {
  readonly modules: readonly GoModule[];
  readonly packages: readonly DistributionPackage[];
}

/** What set-up has to build or install before all of this is found. */
export function findMissingParts(wanted: WantedParts): MissingParts {
  const searches = wanted.modules.map((module) => ({ module, ...searchPrograms(module) }));
  return {
    modules: searches.filter(({ paths }) => paths === undefined).map(({ module }) => module),
    packages: wanted.packages.filter(({ isInstalled }) => !isInstalled()).map(({ name }) => name),
    notes: searches.flatMap(({ notes }) => notes),
  };
}

/** Finds all programs of the fleet; throws, naming what is missing, when set-up has not run. */
export function findBinaries(): Binaries {
  const programs = findPrograms(fleetModules);
  const path = (name: string, found: string | undefined = programs.get(name)): string => {
    if (found === undefined) throw new Error(`The local fleet needs ${name}, which is not there. Run: npm run setup`);
    return found;
  };
  return {
    kubeApiserver: path('kube-apiserver'),
    kubeControllerManager: path('kube-controller-manager'),
    kubeScheduler: path('kube-scheduler'),
    etcd: path('etcd'),
    kwok: path('kwok'),
    git: path('git', findExecutable('git', pathFolders())),
    redisServer: path('redis-server', findRedisServer()),
  };
}

/** Finds the programs that workers render with; throws, naming what is missing, when they were never built. */
export function findRendererPrograms(): RendererPrograms {
  const programs = findPrograms(rendererModules);
  const path = (name: string): string => {
    const found = programs.get(name);
    if (found !== undefined) return found;
    throw new Error(`Rendering needs ${name}, which is not there. Run: npm run setup -- --tests`);
  };
  return { helm: path('helm'), kustomize: path('kustomize'), sops: path('sops') };
}

/** Folders of those renderers that are there, for the PATH of a worker: the demo does without the others. */
export function rendererFolders(): string[] {
  return [...new Set([...findPrograms(rendererModules).values()].map(dirname))];
}

function findPrograms(modules: readonly GoModule[]): ReadonlyMap<string, string> {
  return new Map(modules.flatMap((module) => [...(searchPrograms(module).paths ?? [])]));
}
