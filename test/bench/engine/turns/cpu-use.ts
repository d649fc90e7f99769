import { readCpuSeconds } from '../../program-use.ts';
import type { World } from '../../../world/world.ts';

/** Processor time by part, in seconds. */
export type CpuUse = ReadonlyMap<string, number>;

interface Process {
  readonly pid: number | undefined;
}

/**
 * What each part of all these has used so far. The bare loop runs in the benchmark itself, and so does what counts synced Applications;
 * git's programs are children of the benchmark, whose server they are, of the hubs and of the workers.
 */
export function readCpuUse(worlds: readonly World[]): CpuUse {
  const fleets = worlds.map(({ fleet }) => fleet);
  const clusters = fleets.flatMap(({ management, spokes }) => [management, ...spokes.values()]);
  const [hubs, workers] = [
    worlds.flatMap((world) => running(world.hubs)),
    worlds.flatMap((world) => running(world.workers)),
  ];
  return new Map([
    ['API servers', secondsOf(clusters.flatMap(({ pids }) => [...pids.values()].map((pid) => ({ pid }))))],
    ['etcd', secondsOf(fleets.map(({ etcd }) => etcd))],
    ['hub', secondsOf(hubs)],
    ['worker', secondsOf(workers)],
    ['Redis', secondsOf(fleets.map(({ redis }) => redis))],
    ['git', childSecondsOf([...hubs, ...workers, process])],
    ['the benchmark', secondsOf([process])],
  ]);
}

export function cpuBetween(before: CpuUse, after: CpuUse): CpuUse {
  return new Map([...after].map(([part, seconds]) => [part, seconds - (before.get(part) ?? 0)]));
}

export function cpuTogether(one: CpuUse, other: CpuUse): CpuUse {
  return new Map([...other].map(([part, seconds]) => [part, seconds + (one.get(part) ?? 0)]));
}

export function describeCpu(cpu: CpuUse): string {
  return [...cpu].map(([part, seconds]) => `${part} ${seconds.toFixed(1)} s`).join(', ');
}

function running<T extends Process & { readonly end: unknown }>(programs: readonly T[]): T[] {
  return programs.filter(({ end }) => end === undefined);
}

function secondsOf(processes: readonly Process[]): number {
  return processes.reduce((sum, one) => sum + readCpuSeconds(one).cpuSeconds, 0);
}

function childSecondsOf(processes: readonly Process[]): number {
  return processes.reduce((sum, one) => sum + readCpuSeconds(one).childSeconds, 0);
}
