import { distributionPackages, findRedisServer } from './distribution-packages.ts';
import { findExecutable, pathFolders, searchPrograms } from './search-programs.ts';
import { type GoModule, goModules } from './versions.ts';

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

/** What set-up has to build or install before `findBinaries` finds everything. */
export function findMissingParts(): MissingParts {
  const searches = goModules.map((module) => ({ module, ...searchPrograms(module) }));
  return {
    modules: searches.filter(({ paths }) => paths === undefined).map(({ module }) => module),
    packages: distributionPackages.filter(({ isInstalled }) => !isInstalled()).map(({ name }) => name),
    notes: searches.flatMap(({ notes }) => notes),
  };
}

/** Finds all programs of the fleet; throws, naming what is missing, when set-up has not run. */
export function findBinaries(): Binaries {
  const programs = new Map(goModules.flatMap((module) => [...(searchPrograms(module).paths ?? [])]));
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
