import { readProgramUse } from '../program-use.ts';
import type { EngineWorld } from './engine-world.ts';

/** Processor time by part, in seconds. */
export type CpuUse = ReadonlyMap<string, number>;

interface Process {
  readonly pid: number | undefined;
}

/**
 * What each part has used so far. The bare loop runs in the benchmark itself, and so does what counts synced Applications; git's programs
 * are children of the benchmark, whose server they are, of the hub and of the worker.
 */
export function readCpuUse({ world }: EngineWorld): CpuUse {
  const { fleet } = world;
  const clusters = [fleet.management, ...fleet.spokes.values()];
  const [hubs, workers] = [running(world.hubs), running(world.workers)];
  return new Map([
    ['API servers', secondsOf(clusters.flatMap(({ pids }) => [...pids.values()].map((pid) => ({ pid }))))],
    ['etcd', secondsOf([fleet.etcd])],
    ['hub', secondsOf(hubs)],
    ['worker', secondsOf(workers)],
    ['Redis', secondsOf([fleet.redis])],
    ['git', childSecondsOf([...hubs, ...workers, process])],
    ['the benchmark', secondsOf([process])],
  ]);
}

export function cpuBetween(before: CpuUse, after: CpuUse): CpuUse {
  return new Map([...after].map(([part, seconds]) => [part, seconds - (before.get(part) ?? 0)]));
}

function running<T extends Process & { readonly end: unknown }>(programs: readonly T[]): T[] {
  return programs.filter(({ end }) => end === undefined);
}

function secondsOf(processes: readonly Process[]): number {
  return processes.reduce((sum, one) => sum + readProgramUse(one).cpuSeconds, 0);
}

function childSecondsOf(processes: readonly Process[]): number {
  return processes.reduce((sum, one) => sum + readProgramUse(one).childSeconds, 0);
}
