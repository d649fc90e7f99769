import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../../fleet/processes/program.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { AuditLog, describeRequest, isWrite } from '../../world/audit-log.ts';
import { type Figure, median } from '../figures.ts';
import { readProgramUse } from '../program-use.ts';
import { EngineWorld, OBJECTS_EACH, startHub, tell } from './engine-world.ts';

/** Garbage of the start is given back by then, and so is what is kept for a minute in case that it is wanted again. */
const REST_MS = 90_000;
/** The smaller of the two sizes between which memory is measured: a quarter of the larger. */
const SMALLER = 4;
/** What is resident differs by more from one start to the next than what fifteen thousand objects may take. */
const STARTS = 3;
const READY_DEADLINE_MS = 10 * 60_000;

/** Starts hub and worker anew, several times, where everything is synced: with a quarter of the Applications and with all of them. */
export async function measureRestart(count: number): Promise<Figure[]> {
  const few = Math.max(1, Math.floor(count / SMALLER));
  const engine = await EngineWorld.start(few, { audit: 'all' });
  try {
    await engine.syncAll('wanted');
    const small = await restartOften(engine);
    await engine.grow(count);
    // Another value, so that every Application is synced to the same commit.
    await engine.syncAll('wanted by all');
    const large = await restartOften(engine);
    const objects = (count - few) * OBJECTS_EACH;
    const slope = ((large.memoryMegabytes - small.memoryMegabytes) * 1024) / objects;
    return [
      { name: 'objects', value: count * OBJECTS_EACH, unit: '' },
      { name: 'until all spokes are observed again', value: large.readyMs / 1000, unit: 's' },
      { name: 'writes', value: large.writes, unit: '', goal: { atMost: 0 } },
      { name: `memory of hub and worker with ${few * OBJECTS_EACH} objects`, value: small.memoryMegabytes, unit: 'MB' },
      { name: 'memory of hub and worker with all', value: large.memoryMegabytes, unit: 'MB' },
      { name: 'memory for each object', value: slope, unit: 'KB', goal: { atMost: 1 } },
    ];
  } finally {
    await engine.stop();
  }
}

interface Restart {
  readonly readyMs: number;
  readonly writes: number;
  readonly memoryMegabytes: number;
}

/** The slowest start, the writes of all, and the median of what they take. */
async function restartOften(engine: EngineWorld): Promise<Restart> {
  const starts: Restart[] = [];
  while (starts.length < STARTS) starts.push(await restart(engine));
  return {
    readyMs: Math.max(...starts.map(({ readyMs }) => readyMs)),
    writes: starts.reduce((sum, { writes }) => sum + writes, 0),
    memoryMegabytes: median(starts.map(({ memoryMegabytes }) => memoryMegabytes)),
  };
}

async function restart(engine: EngineWorld): Promise<Restart> {
  const { world } = engine;
  await engine.untilQuiet();
  await engine.stopPrograms();
  const logs = [world.fleet.management, ...world.fleet.spokes.values()].map((cluster) => new AuditLog(cluster));
  const start = performance.now();
  // Under their own names again, as the pods of a StatefulSet: who observes a cluster is no news then.
  const [hub, worker] = await Promise.all([
    startHub(world, { NABE_IDENTITY: 'hub-0' }),
    world.startWorker({ NABE_IDENTITY: 'worker-0' }),
  ]);
  await untilWatched(engine, logs);
  const readyMs = performance.now() - start;
  await engine.untilQuiet();
  const writes = logs.flatMap((log) => log.requests()).filter((one) => isWrite(one) && one.resource !== 'leases');
  for (const write of writes.slice(0, 10)) tell(`unexpected: ${describeRequest(write)}`);
  await sleep(REST_MS);
  const [ofHub, ofWorker] = [memoryOf(hub), memoryOf(worker)];
  const ready = `${engine.applications.length} Applications: ready after ${Math.round(readyMs)} ms`;
  tell(`${ready}, hub ${ofHub.toFixed(0)} MB, worker ${ofWorker.toFixed(0)} MB`);
  return { readyMs, writes: writes.length, memoryMegabytes: ofHub + ofWorker };
}

function memoryOf(program: Program): number {
  return readProgramUse(program).memoryMegabytes;
}

/** The API servers of the spokes have begun a watch of each kind. */
async function untilWatched({ world }: EngineWorld, [, ...spokes]: readonly AuditLog[]): Promise<void> {
  await waitUntil(async () => spokes.every(isWatched), {
    what: 'all kinds are watched on all spokes',
    deadlineMs: READY_DEADLINE_MS,
    intervalMs: 100,
    explain: () => world.logs(),
  });
}

function isWatched(log: AuditLog): boolean {
  const watches = log.requests().filter(({ verb }) => verb === 'watch');
  return new Set(watches.map(({ resource }) => resource)).size >= OBJECTS_EACH;
}
