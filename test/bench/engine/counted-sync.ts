import { countRequests, type RequestCounts, requestsBetween } from '../request-counts.ts';
import { type CpuUse, cpuBetween, readCpuUse } from './cpu-use.ts';
import { type EngineWorld, tell } from './engine-world.ts';
import { RESOURCES } from './manifests.ts';

/** One sync of everything, as the API servers and the kernel saw it. */
export interface Counted {
  readonly ms: number;
  readonly spokes: RequestCounts;
  readonly management: RequestCounts;
  readonly healthChanges: number;
  readonly cpu: CpuUse;
}

export interface BareRun {
  readonly ms: number;
  readonly cpu: CpuUse;
}

export async function timedLoop(engine: EngineWorld, run: () => Promise<number>): Promise<BareRun> {
  const before = readCpuUse(engine);
  const ms = await run();
  const cpu = cpuBetween(before, readCpuUse(engine));
  tell(`bare loop: ${Math.round(ms)} ms; CPU: ${describeCpu(cpu)}`);
  return { ms, cpu };
}

/** Runs one sync and waits until everything that follows from it is written; says what it cost. */
export async function countedSync(what: string, engine: EngineWorld, sync: () => Promise<number>): Promise<Counted> {
  const before = await snapshot(engine);
  const cpuBefore = readCpuUse(engine);
  const ms = await sync();
  const cpu = cpuBetween(cpuBefore, readCpuUse(engine));
  // Health is written a moment after the sync.
  await engine.untilQuiet();
  const after = await snapshot(engine);
  const counted = {
    ms,
    spokes: requestsBetween(before.spokes, after.spokes),
    management: requestsBetween(before.management, after.management),
    healthChanges: after.healthChanges - before.healthChanges,
    cpu,
  };
  tell(`${what}: ${describe(counted)}`);
  return counted;
}

async function snapshot({ world, healthChanges }: EngineWorld): Promise<Omit<Counted, 'ms' | 'cpu'>> {
  const spokes = await Promise.all(
    [...world.fleet.spokes.values()].map((spoke) =>
      countRequests(spoke, ({ verb, resource }) => RESOURCES.has(resource) && !STREAMS.has(verb)),
    ),
  );
  const management = await countRequests(
    world.fleet.management,
    ({ verb, resource }) => resource === 'applications' && WRITES.has(verb),
  );
  return { spokes: added(spokes), management, healthChanges };
}

/** Watches are no requests for an object; API servers list their own Services and ServiceAccounts now and then. */
const STREAMS = new Set(['WATCH', 'LIST']);
const WRITES = new Set(['APPLY', 'PATCH', 'PUT', 'POST', 'DELETE']);

function added(all: readonly RequestCounts[]): RequestCounts {
  const total = new Map<string, number>();
  for (const counts of all) for (const [what, count] of counts) total.set(what, (total.get(what) ?? 0) + count);
  return total;
}

function listOf(counts: RequestCounts): string {
  return [...counts].map(([what, count]) => `${count} ${what}`).join(', ') || 'none';
}

function describe(counted: Counted): string {
  const { ms, spokes, management, cpu } = counted;
  return `${Math.round(ms)} ms; spokes: ${listOf(spokes)}; management: ${listOf(management)}; ${counted.healthChanges} of them of health; CPU: ${describeCpu(cpu)}`;
}

function describeCpu(cpu: CpuUse): string {
  return [...cpu].map(([part, seconds]) => `${part} ${seconds.toFixed(1)} s`).join(', ');
}
