import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Binaries, findBinaries } from '../setup/binaries.ts';
import { LocalGit } from './git/local-git.ts';
import { assertClusterNames, managementName } from './kubernetes/cluster-names.ts';
import { type Etcd, startEtcd } from './kubernetes/etcd.ts';
import { type ClusterOptions, LocalCluster } from './kubernetes/local-cluster.ts';
import { Guard } from './processes/guard.ts';
import { Program, type ProgramOptions } from './processes/program.ts';
import { LocalRedis } from './redis/local-redis.ts';

export interface FleetOptions {
  /** The cluster that holds Nabe's own resources. Default: an API server alone. */
  readonly management?: Omit<ClusterOptions, 'name'>;
  readonly spokes: readonly ClusterOptions[];
  /** Default: no. */
  readonly redis?: boolean;
  /** Default: no. */
  readonly git?: boolean;
  /** Logs of all programs; made when missing and kept. Default: a folder that goes with the fleet. */
  readonly logFolder?: string;
  /** Hears what is ready, as it happens: "etcd", "cluster prod-eu", with the seconds since the start. */
  readonly onStep?: (text: string) => void;
}

export interface Fleet {
  /** Everything the fleet keeps on disk; removed by `stop`. Callers may put files of their own there. */
  readonly folder: string;
  readonly logFolder: string;
  readonly management: LocalCluster;
  readonly spokes: ReadonlyMap<string, LocalCluster>;
  /** Of all clusters. */
  readonly etcd: Etcd;
  /** Throws when the fleet was started without. */
  readonly redis: LocalRedis;
  /** Throws when the fleet was started without. */
  readonly git: LocalGit;
  /** Starts a program of the caller's, say a hub or a worker: its output goes to `<name>.log`, and it ends with the fleet. */
  run(program: Pick<ProgramOptions, 'name' | 'command' | 'args' | 'env'>): Program;
  /** Ends all programs and removes the folder; resolves when nothing is left. */
  stop(): Promise<void>;
}

/**
 * Starts real clusters, Redis and git as local processes on loopback, for demo, tests and benchmarks. Resolves when all of it is
 * ready; when a part fails, nothing is left and the error ends with that part's log. When the calling process ends without
 * `stop`, in whatever way, the fleet goes too.
 */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  assertClusterNames(options.spokes.map(({ name }) => name));
  const binaries = findBinaries();
  const guard = await Guard.start();
  try {
    return await startParts(options, binaries, guard);
  } catch (error) {
    await guard.close();
    throw error;
  }
}

async function startParts(options: FleetOptions, binaries: Binaries, guard: Guard): Promise<Fleet> {
  const folder = makeFolder(guard);
  const logFolder = options.logFolder ?? join(folder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const around: Surroundings = { binaries, guard, folder, logFolder, report: stepReporter(options.onStep) };
  const git = options.git === true ? await startGit(around) : undefined;
  try {
    const startingRedis = options.redis === true ? startRedis(around) : undefined;
    const [redis, clusters] = await allOrFirstError([startingRedis, startClusters(options, around)]);
    const spokes = new Map(clusters.spokes.map((spoke) => [spoke.name, spoke]));
    const stop = async () => {
      await git?.stop();
      await guard.close();
    };
    return {
      folder,
      logFolder,
      management: clusters.management,
      spokes,
      etcd: clusters.etcd,
      get redis() {
        return orThrow(redis, 'redis');
      },
      get git() {
        return orThrow(git, 'git');
      },
      run: (program) =>
        new Program({ ...program, guard, logFile: join(logFolder, `${program.name}.log`), firstSignal: 'SIGTERM' }),
      stop,
    };
  } catch (error) {
    await git?.stop();
    throw error;
  }
}

interface Surroundings {
  readonly binaries: Binaries;
  readonly guard: Guard;
  readonly folder: string;
  readonly logFolder: string;
  readonly report: (what: string) => void;
}

interface Clusters {
  readonly etcd: Etcd;
  readonly management: LocalCluster;
  readonly spokes: readonly LocalCluster[];
}

async function startClusters(options: FleetOptions, around: Surroundings): Promise<Clusters> {
  const { binaries, guard, folder, logFolder } = around;
  const files = { dataFolder: join(folder, 'etcd'), logFile: join(logFolder, 'etcd.log') };
  const etcd = await startEtcd({ binary: binaries.etcd, guard, ...files });
  around.report('etcd');
  const start = async (cluster: ClusterOptions) => {
    const clusterFolder = join(folder, 'clusters', cluster.name);
    const started = await LocalCluster.start(cluster, {
      binaries,
      guard,
      etcdUrl: etcd.url,
      folder: clusterFolder,
      logFolder,
    });
    around.report(`cluster ${cluster.name}`);
    return started;
  };
  const starting = [
    start({ ...options.management, name: managementName }),
    allOrFirstError(options.spokes.map(start)),
  ] as const;
  const [management, spokes] = await allOrFirstError(starting);
  return { etcd, management, spokes };
}

async function startRedis({ binaries, guard, folder, logFolder, report }: Surroundings): Promise<LocalRedis> {
  const logFile = join(logFolder, 'redis.log');
  const redis = await LocalRedis.start({ binary: binaries.redisServer, folder, logFile, guard });
  report('redis');
  return redis;
}

async function startGit({ binaries, folder, report }: Surroundings): Promise<LocalGit> {
  const git = await LocalGit.start({ binary: binaries.git, folder: join(folder, 'git') });
  report('git');
  return git;
}

/** Promise.all, but without leaving the others behind: a failed start must not race with the clean-up that follows. */
async function allOrFirstError<const T extends readonly unknown[]>(
  starting: T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}

function makeFolder(guard: Guard): string {
  const folder = join(tmpdir(), `nabe-fleet-${randomBytes(6).toString('hex')}`);
  guard.ownFolder(folder);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

function stepReporter(onStep: FleetOptions['onStep']): (what: string) => void {
  const start = performance.now();
  return (what) => onStep?.(`${what} ready after ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

function orThrow<T>(part: T | undefined, option: string): T {
  if (part === undefined)
    throw new Error(`This fleet was started without ${option}: pass ${option}: true to startFleet`);
  return part;
}
